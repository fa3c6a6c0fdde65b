#!/usr/bin/env python3
"""Opens the page of triage about a made-up month in headless Chromium: light, dark, on a phone and on paper.

    page_test.py PROGRAM PAYLOADS

If TELNYX_ERRORS_PICTURES is set, saves screenshots in that directory.
"""
import base64
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import browser
import month

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
failures = 0

# Every number of the report that the page must show.
SHOWN = re.compile(r"(bodies|counted|failed|messages|failed_messages|failed_later|duplicates|not_json|unrecognised|opted_out|maybe_opted_out"
                   r"|opted_out_unnamed|maybe_opted_out_unnamed|withheld|contradicted|spikes\.count|steps\.\w+|failures\.\d+\.count"
                   r"|send_again\.\d+\.messages|(senders|campaigns|carriers)\.most\.\d+\.(count|payloads|codes\.\d+\.count)"
                   r"|status_only_client\.(codes\.\d+\.)?(refusals|(perhaps_)?sent_again(_wrongly)?)|status_only_client\.nobody_knows"
                   r"|spikes\.largest\.\d+\.(payloads|peak|median)"
                   r"|compare\.(counted|failed|messages|failed_messages|codes\.\d+\.(count|earlier)))$")

# Texts with too little contrast, by the formula of WCAG: what, ratio. Text over several backgrounds does not occur on this page.
CONTRAST = """(() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = parse(getComputedStyle(element).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const low = [], seen = new Set();
  let texts = 0;
  for (let walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); walker.nextNode();) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, style, title") || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
    const found = ratio(parse(element.closest("svg") ? style.fill : style.color), behind(element));
    ++texts;
    if (found < (large ? 3 : 4.5)) low.push([element.className.baseVal ?? element.className, walker.currentNode.data.slice(0, 40), found]);
  }
  for (const shape of document.querySelectorAll("svg rect")) {
    const found = ratio(parse(getComputedStyle(shape).fill), behind(shape.closest("section")));
    if (found < 3) low.push(["rect", shape.parentElement.className.baseVal, found]);
  }
  return {low: low.slice(0, 5), texts};
})()"""

CHART = """[...document.querySelectorAll("#over-time g[data-code]")].map(g => ({code: g.dataset.code, bars: [...g.children].map(bar => {
  const box = bar.getBBox();
  return {start: Number(bar.dataset.start), count: Number(bar.dataset.count), x: box.x, y: box.y, width: box.width, height: box.height};
})}))"""


def check(what, expected, actual):
    global failures
    if expected != actual:
        failures += 1
        print(f"not ok - {what}\n  expected: {str(expected)[:400]}\n  actual:   {str(actual)[:400]}")
    else:
        print(f"ok - {what}")


def numbers_of(path, value):
    """The numbers of the JSON by their paths: "steps.retry", "failures.0.count"."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield path, value
    elif isinstance(value, (dict, list)):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from numbers_of(f"{path}.{key}" if path else str(key), each)


def triage(*arguments):
    done = subprocess.run([PROGRAM, "triage", "--json", "--now", str(month.NOW), *arguments], stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout)


def complaints(page):
    return [event.get("entry", event) for event in page.reported("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")]


def check_numbers(page, report):
    expected = dict(numbers_of("", report))
    shown = page.evaluate("[...document.querySelectorAll('data')].map(data => [data.id, data.value, data.textContent])")
    check("no number is shown twice under one name", len(shown), len({each[0] for each in shown}))
    wrong = [each for each in shown if str(expected.get(each[0])) != each[1] or each[1] != each[2].replace("\u202f", "")]
    check("every number is that of --json", [], wrong)
    check("no number is missing", [], sorted(path for path in expected if SHOWN.match(path) and path not in {each[0] for each in shown})[:5])


def check_costs(page, truth):
    header = page.evaluate("document.querySelector('header').textContent").replace("\u202f", "")
    for each in truth["costs"]["most"]:
        words = f"{each['payloads']} payloads carry a cost, together {float(each['sum']):.2f} {each['currency']}."
        check(f"costs in {each['currency']}", True, words in header)
    most = truth["costs"]["most"][0]
    section = page.evaluate("document.querySelector('#status-only').textContent").replace("\u202f", "")
    check("what wrong resends cost", True, f" at {most['mean']} {most['currency']} a message, the mean of {most['outbound']:,} payloads" in section)
    cells = dict(page.evaluate("""[...document.querySelectorAll("#status-only tr[data-code]")].map(row =>
        [row.dataset.code, row.querySelector("[data-label=cost]").textContent])"""))
    wrong = {code: f"{float(most['mean']) * counts['sent_again_wrongly']:.6f}" for code, counts in truth["status_only"]["codes"].items()}
    check("what they cost by code", {code: round(float(cost), 2) for code, cost in wrong.items()},
          {code: round(float(cost), 2) for code, cost in cells.items()})


def check_chart(page, truth, look):
    chart = page.evaluate(CHART)
    codes = {group["code"]: {bar["start"]: bar["count"] for bar in group["bars"]} for group in chart if group["code"]}
    for code, bars in codes.items():
        days = {month.START + day * month.DAY: count for day, count in enumerate(truth["by_day"][code]) if count}
        check(f"{look}: chart of {code}", days, bars)
    check(f"{look}: most codes are in the chart", True, len(codes) >= 7)
    every = [bar for group in chart for bar in group["bars"]]
    total = sum(sum(days) for days in truth["by_day"].values())
    check(f"{look}: the chart has all failures with a time", total, sum(bar["count"] for bar in every))
    highest = max(every, key=lambda bar: bar["count"])
    scale = highest["height"] / highest["count"]
    check(f"{look}: heights are in proportion", [], [bar for bar in every if abs(bar["height"] - scale * bar["count"]) > 0.01])
    for start in {bar["start"] for bar in every}:
        stack = sorted((bar for bar in every if bar["start"] == start), key=lambda bar: bar["y"])
        gaps = [abs(upper["y"] + upper["height"] - lower["y"]) for upper, lower in zip(stack, stack[1:])]
        if gaps and max(gaps) > 0.01:
            check(f"{look}: the bars of a day are on top of each other", [], gaps)
    width = page.evaluate("document.querySelector('#over-time svg').getBoundingClientRect().width")
    wrong = [bar for bar in every if abs(bar["x"] - (bar["start"] - month.START) / month.DAY / month.DAYS * width) > 1]
    check(f"{look}: bars are at their days", [], wrong)
    marks = page.evaluate("""[...document.querySelectorAll("#over-time .mark")].map(mark => {
        const box = mark.getBBox(); return [mark.textContent, box.x + box.width / 2, box.y, getComputedStyle(mark).visibility]; })""")
    for number, spike in enumerate(truth["spikes"], 1):
        days = [mark[1] / width * month.DAYS for mark in marks if str(number) in mark[0].split(", ") and mark[2] >= -30]
        first, last = ((spike[end] - month.START) / month.DAY for end in ("from", "to"))
        check(f"{look}: spike {number} ({spike['code']}) is marked", True, len(days) == 1 and first < days[0] < last)


def check_sorting(page):
    values = """[...document.querySelectorAll("section.names table")[0].tBodies[0].rows].map(row => Number(row.cells[2].querySelector("data").value))"""
    click = "document.querySelectorAll('section.names table')[0].tHead.rows[0].cells[2].querySelector('button').click()"
    before = page.evaluate(values)
    page.evaluate(click)
    check("a click sorts, the largest first", sorted(before, reverse=True), page.evaluate(values))
    page.evaluate(click)
    check("another click, the smallest first", sorted(before), page.evaluate(values))
    check("the order is announced", ["ascending"], page.evaluate("[...document.querySelectorAll('[aria-sort]')].map(head => head.ariaSort)"))
    check("it was not in that order", True, before != sorted(before))
    page.evaluate("document.querySelectorAll('section.names table')[0].tHead.rows[0].cells[0].querySelector('button').click()")
    names = page.evaluate("[...document.querySelectorAll('section.names table')[0].tBodies[0].rows].map(row => row.cells[0].textContent)")
    check("names sort too", sorted(names, reverse=True), names)


def check_paper(page, report):
    page.look(794, media="print")
    hidden = page.evaluate("""[...document.querySelectorAll("#actions > table tbody tr")].filter(row =>
        !row.querySelector(".step").getClientRects().length || !row.querySelector(".action")?.getClientRects().length).length""")
    check("on paper, every action in full is visible", 0, hidden)
    count = page.evaluate("document.querySelectorAll('#actions > table tbody tr').length")
    check("on paper, there are actions", min(14, len(report["failures"])), count)
    pdf = base64.b64decode(page.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    check(f"on paper, {pages} pages", True, 1 <= pages <= 4)
    size = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    check("on A4", (595, 842), tuple(round(float(each)) for each in size.groups()))
    page.look(1200)


def check_network(page, work, html):
    def requests():
        return [event["request"]["url"] for event in page.reported("Network.requestWillBeSent")]
    picture = '<img src="http://127.0.0.1:9/picture.png"></main>'
    check("nothing is fetched", ["file"], [url.split(":")[0] for url in requests()])
    (work / "other.html").write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html).replace("</main>", picture))
    page.open((work / "other.html").as_uri())
    check("a request would be noticed", True, "http://127.0.0.1:9/picture.png" in requests())
    (work / "other.html").write_text(html.replace("</main>", picture.replace("</main>", "<script>document.title = 'run'</script></main>")))
    page.open((work / "other.html").as_uri())
    check("the policy of the page blocks another script", True, page.evaluate("document.title") != "run")
    check("and says so", True, any("Content Security Policy" in json.dumps(each) for each in complaints(page)))


def main(work):
    truth = month.Month(int(sys.argv[2])).write(work / "traffic")
    month.Month(int(sys.argv[2]) // 10, seed=2, start=month.START - 31 * month.DAY, incidents=()).write(work / "before")
    triage("--database", work / "before.db", work / "before")
    report = triage("--compare", work / "before.db", "--html", work / "page.html", work / "traffic")
    html = (work / "page.html").read_text(encoding="utf-8")
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", html, re.S).group(1)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        check(f"the policy of the page has the hash of its {tag}", f"sha256-{digest}", re.search(f"{tag}-src '([^']*)'", html).group(1))
    check("without a script, the actions are in the page", True,
          html.index('<tr data-code="40008"') < html.index("<script>") and "{{" not in html)
    if browser.program() is None:
        print("skipped - Chromium is not installed (Debian: chromium)")
        sys.exit(1 if failures else 77)
    pictures = os.environ.get("TELNYX_ERRORS_PICTURES")
    with browser.Browser() as page:
        page.look(1200)
        page.open((work / "page.html").as_uri())
        check("no complaints", [], complaints(page))
        check("the headline", report["headline"], page.evaluate("document.querySelector('h1').textContent"))
        check_numbers(page, report)
        check_costs(page, truth)
        check("the examples are message identifiers", True, set(page.evaluate(
            "[...document.querySelectorAll('tr[data-code=\"40001\"] code')].map(each => each.textContent)")) <= set(truth["examples"]["40001"]))
        for width, scheme in ((1200, "light"), (1200, "dark"), (390, "light"), (390, "dark")):
            look = f"{scheme}, {width} wide"
            page.look(width, scheme)
            contrast = page.evaluate(CONTRAST)
            check(f"{look}: contrast", [], contrast["low"])
            check(f"{look}: there is text", True, contrast["texts"] > 200)
            check(f"{look}: nothing is wider than the screen", width, page.evaluate("document.documentElement.scrollWidth"))
            check_chart(page, truth, look)
            if pictures:
                data = page.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
                (pathlib.Path(pictures) / f"page-{scheme}-{width}.png").write_bytes(base64.b64decode(data))
        page.look(1200)
        check_paper(page, report)
        check_sorting(page)
        check("still no complaints", [], complaints(page))
        check_network(page, work, html)
    if pictures:
        (pathlib.Path(pictures) / "page.html").write_text(html, encoding="utf-8")


with tempfile.TemporaryDirectory() as directory:
    main(pathlib.Path(directory))
print(f"{failures} checks failed")
sys.exit(1 if failures else 0)
