# SPDX-License-Identifier: MIT
"""report_plots.py - bars and lines as SVG, readable in light and dark."""
import re

import matplotlib
import matplotlib.ticker

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402 (the backend comes first)

# Told apart without colour vision (Okabe & Ito, 2008), on white and on black.
COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"]
# The ink can be read on both; where a page is known to be dark it is lighter.
INK, DARK_INK = "#6e7781", "#e6edf3"
STYLE = f"""<style>
@media (prefers-color-scheme: dark) {{
text {{ fill: {DARK_INK} !important; }}
[style*="stroke: {INK}"] {{ stroke: {DARK_INK} !important; }}
[style*="fill: {INK}"] {{ fill: {DARK_INK} !important; }}
}}
</style>"""

plt.rcParams.update({
    "svg.fonttype": "none", "svg.hashsalt": "hashlane",
    "font.family": "sans-serif", "font.size": 10,
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": INK,
    "xtick.color": INK, "ytick.color": INK, "axes.spines.top": False,
    "axes.spines.right": False, "legend.frameon": False,
    "axes.prop_cycle": matplotlib.cycler(color=COLOURS)})


def save(figure, path):
    """Without a date, so that the same figures give the same file."""
    figure.savefig(path, transparent=True, bbox_inches="tight",
                   metadata={"Date": None})
    plt.close(figure)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"(<svg[^>]*>)", lambda match: match[1] + "\n" + STYLE,
                  text, count=1)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(line.rstrip() for line in text.split("\n")))


def bars(path, title, label, groups):
    """groups: [(name, [(what, value)])], one bar each, the value beside."""
    rows = [(name, what, value) for name, values in groups
            for what, value in values]
    names = list(dict.fromkeys(what for _, what, _ in rows))
    figure, axes = plt.subplots(figsize=(8, 0.27 * len(rows) +
                                         0.2 * len(groups) + 1))
    at, ticks, top = 0.0, [], max(value for *_, value in rows)
    for name, values in groups:
        begin = at
        for what, value in values:
            number = names.index(what)
            colour = COLOURS[number and 1 + (number - 1) % 5]
            axes.barh(at, value, height=0.85, color=colour)
            axes.text(value + top / 100, at, f"{value:.3g}  {what}",
                      va="center", fontsize=8)
            at += 1
        ticks.append(((begin + at - 1) / 2, name))
        at += 0.8
    axes.set_yticks([place for place, _ in ticks],
                    [name for _, name in ticks])
    axes.set_ylim(at - 0.6, -0.7)
    axes.set_xlim(0, top * 1.35)
    axes.set_title(title, loc="left", fontsize=11)
    axes.set_xlabel(label)
    save(figure, path)


def lines(path, title, labels, series, log=False):
    """series: [(name, [(x, y)])]; labels of both axes; ticks of x as told."""
    figure, axes = plt.subplots(figsize=(7, 3.6))
    for number, (name, points) in enumerate(series):
        axes.plot([x for x, _ in points], [y for _, y in points],
                  marker="os^Dv*"[number % 6], markersize=5, label=name,
                  color=COLOURS[number % len(COLOURS)])
    ticks = sorted({x for _, points in series for x, _ in points})
    if log:
        axes.set_xscale("log", base=2)
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(matplotlib.ticker.LogLocator(
            subs=(1, 2, 5)))
    axes.set_xticks(ticks, [size_text(x) if log else f"{x:g}" for x in ticks])
    axes.minorticks_off()
    axes.yaxis.set_major_formatter("{x:g}")
    if not log:
        axes.set_ylim(bottom=0)
    axes.set_title(title, loc="left", fontsize=11)
    axes.set_xlabel(labels[0])
    axes.set_ylabel(labels[1])
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
    save(figure, path)


def size_text(count):
    for unit, name in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if count >= unit:
            return f"{count / unit:g} {name}"
    return f"{count:g} B"
