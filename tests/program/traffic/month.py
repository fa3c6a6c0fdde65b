"""A month of made-up traffic with five incidents, and the truth about it, which is counted while the traffic is made.

The same arguments give the same traffic. Used by month_test.py and page_test.py; as a program, it writes traffic and truth:

    month.py PAYLOADS TRAFFIC.ndjson TRUTH.json
"""
import collections
import decimal
import json
import random
import statistics
import sys

DAYS = 30
DAY = 86400
START = 1792972800  # 2026-10-26 00:00:00 UTC
NOW = START + 31 * DAY
SENDERS = [f"+1312555{n:04d}" for n in range(100, 112)]
CAMPAIGNS = [f"CMADEUP{n}" for n in range(1, 9)]
CARRIERS = ["Example Wireless", "Made-up Mobile", "Sample Telecom", "Placeholder Cellular"]
PROFILE = "40017d2c-0000-4000-8000-000000000001"

# Code, title, what to do, who acts, and payloads of 1,000 in ordinary traffic.
FAILURES = [
    ("40001", "Not routable", "stop", 50),
    ("40002", "Blocked as spam - temporary", "fix_first", 44),
    ("40008", "Undeliverable", "retry", 56),
    ("40010", "Not 10DLC registered", "stop", 38),
    ("40018", "AT&T 10DLC Sending Limit Reached", "retry", 41), # the next minute, for which it had to wait, is over
    ("40004", "Rejected by destination", "retry", 39),
    ("40320", "Temporarily unusable 'from' address", "hold", 3),
    ("40300", "Blocked due to STOP message", "stop", 2),
]
TITLES = {code: title for code, title, _, _ in FAILURES}
STEPS = {code: step for code, _, step, _ in FAILURES}

# What a message costs, as payloads write it, and in which currency. Some do not say it in a decimal.
COSTS = [({"amount": "0.0051", "currency": "USD"}, "0.0051", "USD"), ({"amount": "0.0049", "currency": "USD"}, "0.0049", "USD"),
         ({"amount": 0.00915, "currency": "USD"}, "0.00915", "USD"), ({"amount": 1, "currency": "USD"}, "1", "USD"),
         ({"amount": "0.0041", "currency": "EUR"}, "0.0041", "EUR"), (None, None, None),
         ({"amount": "0,0051", "currency": "USD"}, None, None)]

# HTTP status, code, title, what to do, whether an SDK resends after the status, and payloads of 1,000.
REFUSALS = [
    (429, "40333", "Messaging profile spend limit reached", "fix_first", True, 5),
    (409, "40312", "Messaging profile is disabled", "fix_first", True, 4),
    (429, "10011", "Too many requests", "retry", True, 3),
    (422, "10016", "Invalid phone number", "fix_first", False, 2),
]

# Code, first day, last day, how many times the ordinary number of a day, and the only sender, campaign and carrier.
INCIDENTS = [
    ("40002", 6, 6, 13, SENDERS[3], CAMPAIGNS[2], None),
    ("40010", 11, 12, 9, SENDERS[7], CAMPAIGNS[5], None),
    ("40001", 18, 18, 8, None, None, CARRIERS[1]),
    ("40018", 21, 21, 7, SENDERS[0], None, CARRIERS[0]),
    ("40008", 26, 26, 6, None, None, CARRIERS[2]),
]


class Month:
    """Makes the traffic: call write() once; the truth is in `truth` afterwards."""

    def __init__(self, payloads, seed=1, start=START, incidents=tuple(INCIDENTS), without=()):
        self.random = random.Random(seed)
        self.prices = random.Random(seed + 1000)
        self.costs = collections.defaultdict(list)
        self.payloads, self.start, self.incidents, self.without = payloads, start, incidents, without
        self.seed = seed
        self.lines = []
        self.made = 0
        self.bodies = self.duplicates = self.not_json = self.unrecognised = 0
        self.messages, self.failed_messages = set(), set()
        self.refused = 0
        self.codes = collections.Counter()
        self.by_day = collections.defaultdict(lambda: [0] * DAYS)
        self.steps = collections.Counter()
        self.resend = collections.Counter()
        self.counted = self.failed = self.rows = 0
        self.times = []
        self.names = {role: collections.defaultdict(lambda: {"payloads": 0, "count": 0, "codes": collections.Counter()})
                      for role in ("senders", "campaigns", "carriers")}
        self.examples = collections.defaultdict(set)
        self.status_only = collections.defaultdict(collections.Counter)
        self.opted_out = 0

    def identifier(self, kind):
        return f"{kind:08x}-0000-4000-8000-{self.seed:04x}{self.made:08x}"

    def webhook(self, day, sender, campaign, recipients, code=None, event="message.finalized", message=None):
        """Counts and writes the event of a message. The last of its recipients fails with the code, all others have the message."""
        self.made += 1
        time = self.start + day * DAY + self.random.randrange(DAY)
        message = message or self.identifier(2)
        to = []
        for i, carrier in enumerate(recipients):
            failed = code and i == len(recipients) - 1
            status = "sent" if event == "message.sent" else "delivery_failed" if failed else "delivered"
            to.append({"phone_number": f"+1{2000000000 + self.seed * 100000000 + self.made * 3 + i}", "carrier": carrier, "status": status})
        errors = []
        if code:
            errors = [{"code": code, "title": TITLES[code], "source": {"pointer": f"/to/{len(to) - 1}"}}]
        stamp = iso(time)
        cost, amount, currency = self.prices.choices(COSTS, weights=(40, 30, 15, 1, 10, 2, 2))[0]
        if amount:
            self.costs[currency].append(decimal.Decimal(amount))
        line = json.dumps({"data": {"event_type": event, "id": self.identifier(1), "occurred_at": stamp, "record_type": "event", "payload": {
            "id": message, "record_type": "message", "direction": "outbound", "type": "SMS", "from": {"phone_number": sender},
            "messaging_profile_id": PROFILE, "tcr_campaign_id": campaign, "to": to, "errors": errors, "cost": cost}}}, separators=(",", ":"))
        self.lines.append(line)
        self.bodies += 1
        self.counted += 1
        self.rows += len(to)
        self.times.append(time)
        self.messages.add(message)
        names = {("senders", sender), ("campaigns", campaign)} | {("carriers", carrier) for carrier in recipients}
        for role, name in names:
            self.names[role][name]["payloads"] += 1
        if code:
            self.failed += 1
            self.failed_messages.add(message)
            self.codes[code] += 1
            self.by_day[code][day] += 1
            self.steps[STEPS[code]] += 1
            self.examples[code].add(message)
            if STEPS[code] in ("retry", "hold", "fix_first"):
                self.resend[STEPS[code]] += 1
            self.opted_out += code == "40300"
            for role, name in (("senders", sender), ("campaigns", campaign), ("carriers", recipients[-1])):
                self.names[role][name]["count"] += 1
                self.names[role][name]["codes"][code] += 1
        return message, line

    def refusal(self, status, code, title, step, again):
        self.lines.append(json.dumps({"status": status, "error": {"errors": [{"code": code, "title": title}]}}))
        self.bodies += 1
        self.counted += 1
        self.failed += 1
        self.rows += 1
        self.refused += 1
        self.codes[code] += 1
        self.steps[step] += 1
        if step != "stop":
            self.resend[step] += 1
        each = self.status_only[code]
        each["refusals"] += 1
        each["sent_again"] += again
        each["sent_again_wrongly"] += again and step != "retry"

    def some(self):
        return self.random.choice(SENDERS), self.random.choice(CAMPAIGNS), self.random.choice(CARRIERS)

    def make(self):
        per_day = self.payloads / DAYS
        for day in range(DAYS):
            for code, _, _, share in FAILURES:
                if code in self.without:
                    continue
                count = round(per_day * share / 1000 * self.random.uniform(0.85, 1.15))
                for _ in range(count):
                    sender, campaign, carrier = self.some()
                    others = [self.random.choice(CARRIERS)] if self.random.random() < 0.02 and code == "40001" else []
                    message = None
                    if self.random.random() < 0.5 and not others: # one message, two events
                        message, _ = self.webhook(day, sender, campaign, [carrier], event="message.sent")
                    self.webhook(day, sender, campaign, others + [carrier], code, message=message)
                for incident, first, last, times, *only in self.incidents:
                    if incident == code and first <= day <= last:
                        for _ in range(round(per_day * share / 1000 * (times - 1))):
                            sender, campaign, carrier = (fixed or free for fixed, free in zip(only, self.some()))
                            self.webhook(day, sender, campaign, [carrier], code)
            for status, code, title, step, again, share in REFUSALS:
                for _ in range(round(per_day * share / 1000)):
                    self.refusal(status, code, title, step, again)
            for _ in range(3): # delivered twice
                _, line = self.webhook(day, *self.some()[:2], [CARRIERS[0]], "40008")
                self.lines.append(line)
                self.bodies += 1
                self.duplicates += 1
        for line in ("<html>502 Bad Gateway</html>", '{"data":{"event_type":"message.fin'):
            self.lines.append(line)
            self.bodies += 1
            self.not_json += 1
            self.rows += 1
        self.lines.append('{"hello":1}')
        self.bodies += 1
        self.unrecognised += 1
        self.rows += 1
        while self.bodies < self.payloads:
            sender, campaign, carrier = self.some()
            self.webhook(self.random.randrange(DAYS), sender, campaign, [carrier])
        self.rows += self.duplicates
        self.random.shuffle(self.lines)

    def truth(self):
        totals = collections.Counter()
        for each in self.status_only.values():
            totals.update(each)
        leading = [code for code, _ in sorted(self.codes.items(), key=lambda each: (-each[1], each[0]))[:5]]
        return {
            "bodies": self.bodies, "counted": self.counted, "failed": self.failed, "duplicates": self.duplicates,
            "not_json": self.not_json, "unrecognised": self.unrecognised, "rows": self.rows,
            "messages": len(self.messages) + self.refused, "failed_messages": len(self.failed_messages) + self.refused,
            "failed_later": len(self.failed_messages), "opted_out": self.opted_out,
            "period": {"from": min(self.times), "to": max(self.times)},
            "codes": dict(self.codes), "by_day": dict(self.by_day), "steps": dict(self.steps), "resend": dict(self.resend),
            "leading": {"codes": len(leading), "payloads": sum(self.codes[code] for code in leading)},
            "names": self.names, "status_only": {"total": totals, "codes": dict(self.status_only)},
            "examples": {code: sorted(ids) for code, ids in self.examples.items()},
            "spikes": self.spikes(), "costs": self.money(),
        }

    def money(self):
        """The costs in each currency. All messages are outbound."""
        found = [{"currency": currency, "payloads": len(amounts), "sum": plain(sum(amounts)), "outbound": len(amounts),
                  "mean": plain((sum(amounts) / len(amounts)).quantize(decimal.Decimal("0.000001"), decimal.ROUND_HALF_UP))}
                 for currency, amounts in self.costs.items()]
        return {"currencies": len(found), "most": sorted(found, key=lambda each: -each["payloads"])}

    def spikes(self):
        """By the documented rule: at least 20 in a day, and more than four times the lower median of all days."""
        found = []
        for code, days in self.by_day.items():
            median = statistics.median_low(days)
            high = [day for day in range(DAYS) if days[day] >= 20 and days[day] > 4 * median]
            while high:
                last = high[0]
                while last + 1 in high:
                    last += 1
                part = days[high[0]:last + 1]
                found.append({"code": code, "from": self.start + high[0] * DAY, "to": self.start + (last + 1) * DAY,
                              "payloads": sum(part), "peak": max(part), "median": median})
                high = [day for day in high if day > last]
        return sorted(found, key=lambda each: -(each["payloads"] - each["median"] * (each["to"] - each["from"]) // DAY))

    def write(self, name):
        self.make()
        with open(name, "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in self.lines))
        return self.truth()


def plain(number):
    """A number in decimal, without zeros at its end."""
    return f"{number.normalize():f}"


def iso(time):
    import datetime
    return datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S+00:00")


if __name__ == "__main__":
    truth = Month(int(sys.argv[1])).write(sys.argv[2])
    with open(sys.argv[3], "w", encoding="utf-8") as written:
        json.dump(truth, written)
