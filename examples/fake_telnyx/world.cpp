// fake_telnyx: Telnyx, carriers and handsets as a state machine. SPDX-License-Identifier: MIT
#include "world.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

#include <telnyx/errors.hpp>
#include <telnyx/errors/printing.hpp>

#include "random.hpp"

namespace fake_telnyx {

namespace {

using json = nlohmann::json;
namespace te = telnyx::errors;

constexpr std::size_t no_message = std::numeric_limits<std::size_t>::max();
constexpr int queue_hours = 4;
constexpr int lookup_days = 10;
constexpr int blocked_by_stop = 40300;
constexpr const char* inbound_event = "message.received";

// A recipient of a group who opted out.
const std::vector<step> blocked_steps{{1, "message.finalized", "delivery_failed", blocked_by_stop}};

json address(const std::string& number, const std::string& status = "") {
    json result{{"phone_number", number}, {"carrier", "FAKE CARRIER"}, {"line_type", "Wireless"}};
    if (!status.empty()) {
        result["status"] = status;
    }
    return result;
}

json error_object(int code) {
    const te::code_info& row = te::lookup(code);
    const std::string title = row.number() == code ? std::string{row.title} : "Unheard of";
    return {{"code", std::to_string(code)},
            {"title", title},
            {"detail", row.number() == code ? std::string{row.cause} : title},
            {"meta", {{"url", "https://developers.telnyx.com/docs/overview/errors/" + std::to_string(code)}}}};
}

bool is_reported(const std::string& status) { return status != "queued" && status != "scheduled"; }

// The words of detail records.
std::string record_status(const std::string& status) {
    return status == "delivery_failed"        ? "failed"
           : status == "sending_failed"       ? "gw_reject"
           : status == "delivery_unconfirmed" ? "dlr_unconfirmed"
           : status == "expired"              ? "gw_timeout"
                                              : status;
}

reply with_json(int status, const json& body) {
    reply result;
    result.status = status;
    result.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    return result;
}

} // namespace

std::string last_part(const std::string& url) {
    const std::size_t host = url.find("://");
    const std::size_t path = url.find('/', host == std::string::npos ? 0 : host + 3);
    const std::size_t end = url.find('?');
    const std::size_t slash = url.rfind('/', end);
    return path == std::string::npos ? "" : url.substr(slash + 1, end == std::string::npos ? end : end - slash - 1);
}

std::string to_text(milliseconds time) {
    std::string text{te::to_text(te::instant{time / 1000}).view()};
    text.back() = '.'; // of the library's seconds, the milliseconds behind them
    return text.append(std::to_string(1000 + time % 1000), 1, 3).append("Z");
}

json error_body(int code, const std::string& pointer) {
    json error = error_object(code);
    if (!pointer.empty()) {
        error["source"] = {{"pointer", pointer}};
    }
    return {{"errors", json::array({error})}};
}

std::string webhook::bytes(const std::string& delivered_to, int attempt_number) const {
    json whole = body;
    whole["meta"] = {{"attempt", attempt_number}, {"delivered_to", delivered_to}};
    if (!odd) {
        return whole.dump(-1, ' ', false, json::error_handler_t::replace);
    }
    whole["data"]["payload"]["text"] = "caf\u00E9 \u2615 ODD \\ \"quoted\"";
    std::string text = "\r\n " + whole.dump(3, '\t', true);
    return text.replace(text.find("ODD"), 3, "\xFF") + " \n";
}

// --- What the scenarios, limits and outages make of a request.

milliseconds world::scaled(int seconds) const { return static_cast<milliseconds>(seconds * 1000.0 / speed_); }

milliseconds world::period_of(const scenario& row) const { return std::max<milliseconds>(scaled(row.limit.period), 1); }

milliseconds world::start_of_window(const scenario& row, milliseconds now) const {
    // Days begin at midnight in Los Angeles, in winter: 8:00 UTC. Compressed ones begin with the first message.
    constexpr milliseconds day = 86400000;
    constexpr milliseconds midnight = milliseconds{8} * 3600000;
    return row.limit.period * std::int64_t{1000} == day && scaled(1) == 1000 ? now - (now - midnight) % day : now;
}

world::window_key world::key_of(const scenario& row, const submission& what) {
    switch (row.limit.whose) {
    case limit::of::recipient: return {row.name, what.to.front()};
    case limit::of::content: return {row.name, what.from + '\n' + what.text};
    case limit::of::sender: return {row.name, what.from};
    case limit::of::profile: return {row.name, what.profile};
    case limit::of::account:
    case limit::of::nothing: break;
    }
    return {row.name, ""};
}

bool world::is_over_limit(const scenario& row, const submission& what, milliseconds now, ledger_entry& entry) {
    if (row.limit.whose == limit::of::nothing) {
        return false;
    }
    const auto [place, is_new] = windows_.try_emplace(key_of(row, what));
    window& current = place->second;
    if (is_new) {
        current.start = start_of_window(row, now);
    }
    if (row.limit.period != 0 && now >= current.start + period_of(row)) {
        if (!row.limit.repeats) {
            return false;
        }
        current = {now - (now - current.start) % period_of(row), 0, false};
    }
    if (current.used < row.limit.allowed) {
        ++current.used;
        return false;
    }
    entry.futile += current.known ? 1U : 0U;
    current.known = current.known || !row.accepts; // the response says so
    return true;
}

const outage* world::outage_at(milliseconds now, const std::string& client_id, const std::string& to, std::uint64_t attempt) const {
    for (std::size_t i = 0; i != outages_.size(); ++i) {
        const outage& each = outages_[i];
        const bool now_on = now >= each.from && now < each.until;
        if (now_on && happens(draw(seed_ + i, "outage", client_id + to, attempt), each.permille)) {
            return &each;
        }
    }
    return nullptr;
}

reply world::refuse(answer how, int status, int code, const scenario* row, milliseconds now) const {
    reply result;
    result.how = how;
    result.status = status;
    result.code = code;
    if (how == answer::html) {
        result.body = "<html><head><title>" + std::to_string(status) + "</title></head><body><h1>Error</h1><hr>proxy</body></html>";
    } else if (how == answer::redirect) {
        result.headers.emplace_back("Location", "https://example.com/v2/messages");
    } else if (code != 0) {
        result.body = error_body(code).dump();
    }
    const std::int64_t wait = row == nullptr ? 0 : row->wait;
    switch (row == nullptr ? hint::none : row->headers) {
    case hint::none: break;
    case hint::retry_after: result.headers.emplace_back("Retry-After", std::to_string(wait)); break;
    case hint::retry_after_ms: result.headers.emplace_back("retry-after-ms", std::to_string(wait * 1000)); break;
    case hint::reset_seconds: result.headers.emplace_back("x-ratelimit-reset", std::to_string(wait)); break;
    case hint::reset_unix: result.headers.emplace_back("x-ratelimit-reset", std::to_string(now / 1000 + wait)); break;
    }
    return result;
}

reply world::post(const submission& what, milliseconds now) {
    if (what.from.empty() || what.to.empty() || what.text.empty()) {
        const char* const missing = what.from.empty() ? "/from" : what.to.empty() ? "/to" : "/text";
        reply result = with_json(422, error_body(10004, missing));
        result.code = 10004;
        return result;
    }
    const std::string own = last_part(what.webhook_url);
    const std::string client_id = own.empty() ? what.text : own;
    const scenario& row = choose(what.to.front());
    for (const std::string& each : what.to) {
        ledger_entry& entry = ledger_.entry(client_id, each);
        const scenario& its = choose(each);
        entry.scenario = its.name;
        entry.deliverable = its.deliverable;
        ++entry.requests;
        if (its.name == "opted_out_before" && started_.count({what.profile, each}) == 0) {
            blocked_.insert({what.profile, each});
        }
    }
    ledger_entry& entry = ledger_.entry(client_id, what.to.front());
    const auto refused = [&](const reply& result) {
        for (const std::string& each : what.to) {
            ++ledger_.entry(client_id, each).refused;
        }
        return result;
    };

    const std::pair<std::string, std::string> block{what.profile, what.to.front()};
    const bool stopped = blocked_.count(block) != 0;
    entry.after_stop += stopped ? 1U : 0U;
    if (stopped && told_.count(block) != 0) {
        ++entry.after_known;
        entry.after_known_at.push_back(now);
    }
    const outage* const out = outage_at(now, client_id, what.to.front(), entry.requests);
    const int out_status = out != nullptr && out->how == answer::html ? 503 : 500;
    const int out_code = out != nullptr && out->how == answer::json ? 10007 : 0;
    if (out != nullptr && (!out->accepts || stopped)) {
        return refused(refuse(out->how, out_status, out_code, nullptr, now));
    }
    if (stopped) {
        told_.insert(block);
        return refused(refuse(answer::json, 409, blocked_by_stop, nullptr, now));
    }
    progress& so_far = progress_[what.to.front()];
    const bool by_limit = row.limit.whose != limit::of::nothing;
    std::vector<bool> over;
    for (const std::string& each : what.to) {
        over.push_back(is_over_limit(choose(each), what, now, ledger_.entry(client_id, each)));
    }
    const bool early = now < so_far.not_before;
    entry.early += early ? 1U : 0U;
    const bool special = by_limit ? over.front() : early || row.times < 0 || so_far.answers < row.times;
    if (special && !early && !by_limit) {
        ++so_far.answers;
    }
    if (special && !row.accepts) {
        if (row.headers == hint::reset_unix) {
            so_far.not_before = early ? so_far.not_before : (now / 1000 + row.wait) * 1000;
        } else if (row.headers != hint::none) {
            so_far.not_before = early ? so_far.not_before : now + std::int64_t{row.wait} * 1000;
        }
        return refused(refuse(row.how, row.status, row.code, &row, now));
    }
    reply result = accept(what, client_id, over, now);
    if (out != nullptr) {
        const std::string id = result.message_id;
        result = refuse(out->how, out_status, out_code, nullptr, now);
        result.message_id = id;
    } else if (special) {
        result.how = row.how;
        result.status = row.status == 0 ? 200 : row.status;
        if (row.how == answer::html || row.how == answer::empty) {
            result.body = row.how == answer::html ? refuse(row.how, row.status, 0, nullptr, now).body : "";
        }
    }
    return result;
}

reply world::accept(const submission& what, const std::string& client_id, const std::vector<bool>& over, milliseconds now) {
    const std::size_t place = messages_.size();
    messages_.emplace_back();
    message& made = messages_.back();
    const std::string key = client_id + what.to.front();
    const std::uint64_t count = ++sequence_[key];
    made.id = make_id("message", key, count);
    made.client_id = client_id;
    made.what = what;
    made.created = now;
    const milliseconds base = std::max(what.send_at, now);
    made.valid_until = base + scaled(queue_hours * 3600);
    by_id_.emplace(made.id, place);
    by_url_.emplace(what.webhook_url, place);
    for (std::size_t i = 0; i != what.to.size(); ++i) {
        const std::string& number = what.to[i];
        const scenario& row = choose(number);
        const std::string id = what.to.size() == 1 ? made.id : make_id("part", key + number, count);
        made.to.push_back({number, id, base > now ? "scheduled" : "queued", &row, 0, now});
        by_id_.emplace(id, place);
        ledger_entry& entry = ledger_.entry(client_id, number);
        ++entry.accepted;
        entry.status = made.to.back().status;
        progress& so_far = progress_[number];
        const bool fails = row.limit.whose != limit::of::nothing ? over[i] : row.failing < 0 || so_far.accepted < row.failing;
        ++so_far.accepted;
        const bool blocked = i != 0 && blocked_.count({what.profile, number}) != 0;
        const std::vector<step>& steps = blocked ? blocked_steps : fails && !row.steps.empty() ? row.steps : delivered_steps();
        if (steps.front().after == 0 && base == now) {
            made.to.back().status = steps.front().status;
            made.to.back().code = steps.front().code;
        }
        schedule(place, i, steps, base);
    }
    json body;
    body["data"] = payload(made, no_message);
    reply result = with_json(200, body);
    result.message_id = made.id;
    return result;
}

std::optional<milliseconds> world::foresee(const submission& what, milliseconds now) const {
    const std::string& to = what.to.front();
    const scenario& row = choose(to);
    if (blocked_.count({what.profile, to}) != 0 || (row.name == "opted_out_before" && started_.count({what.profile, to}) == 0)) {
        return std::nullopt;
    }
    milliseconds when = now;
    for (const outage& each : outages_) {
        when = now >= each.from && now < each.until && each.permille >= 1000 && !each.accepts ? std::max(when, each.until) : when;
    }
    if (row.limit.whose != limit::of::nothing) {
        const auto found = windows_.find(key_of(row, what));
        const bool open = found == windows_.end() ? row.limit.allowed > 0
                                                  : found->second.used < row.limit.allowed ||
                                                        (row.limit.period != 0 && now >= found->second.start + period_of(row));
        if (!open && row.limit.period == 0) {
            return std::nullopt;
        }
        return open ? when : std::max(when, (found == windows_.end() ? now : found->second.start) + period_of(row));
    }
    const bool arrives = row.steps.empty() || row.failing >= 0 ||
                         std::any_of(row.steps.begin(), row.steps.end(), [](const step& each) { return each.arrives; });
    const bool taken = row.accepts || row.times >= 0;
    return arrives && taken ? std::optional<milliseconds>{when} : std::nullopt;
}

// --- Look-ups.

json world::payload(const message& which, std::size_t index) const {
    json to = json::array();
    json errors = json::array();
    milliseconds changed = 0;
    bool queued = false;
    for (std::size_t i = 0; i != which.to.size(); ++i) {
        const recipient& each = which.to[i];
        if (index != no_message && index != i) {
            continue;
        }
        if (each.code != 0) {
            json error = error_object(each.code);
            if (which.to.size() > 1) {
                error["source"] = {{"pointer", "/to/" + std::to_string(to.size()) + "/phone_number"}};
            }
            errors.push_back(error);
        }
        to.push_back(address(each.number, each.status));
        queued = queued || !is_reported(each.status);
        changed = std::max(changed, each.changed);
    }
    json result{{"record_type", "message"},
                {"direction", "outbound"},
                {"id", index == no_message ? which.id : which.to[index].id},
                {"type", which.to.size() > 1 ? "MMS" : "SMS"},
                {"messaging_profile_id", which.what.profile},
                {"from", address(which.what.from)},
                {"to", to},
                {"text", which.what.text},
                {"media", json::array()},
                {"webhook_url", which.what.webhook_url},
                {"webhook_failover_url", which.what.failover_url},
                {"encoding", "GSM-7"},
                {"parts", 1},
                {"tags", json::array()},
                {"cost", nullptr},
                {"received_at", to_text(which.created)},
                {"completed_at", nullptr},
                {"errors", errors}};
    result["sent_at"] = queued ? json(nullptr) : json(to_text(changed));
    result["valid_until"] = queued ? json(to_text(which.valid_until)) : json(nullptr);
    if (which.to.size() > 1) {
        result["group_message_id"] = which.id;
    }
    return result;
}

reply world::get(const std::string& id, milliseconds now) {
    ++ledger_.lookups;
    const auto found = by_id_.find(id);
    if (found == by_id_.end() || now - messages_[found->second].created > scaled(lookup_days * 86400)) {
        return with_json(404, error_body(10005));
    }
    const message& which = messages_[found->second];
    std::size_t index = no_message;
    for (std::size_t i = 0; i != which.to.size(); ++i) {
        index = which.to[i].id == id && id != which.id ? i : index;
    }
    json body;
    body["data"] = payload(which, index);
    return with_json(200, body);
}

reply world::search(const std::map<std::string, std::string>& filters, std::size_t page, std::size_t page_size) {
    ++ledger_.lookups;
    json rows = json::array();
    std::size_t count = 0;
    const auto row_of = [this](const message& which, const recipient& each) {
        json errors = json::array();
        if (each.code != 0) {
            errors.push_back(std::to_string(each.code)); // strings here, not objects
        }
        return json{{"record_type", "message_detail_record"},
                    {"uuid", each.id},
                    {"direction", "outbound"},
                    {"status", record_status(each.status)},
                    {"cli", which.what.from},
                    {"cld", each.number},
                    {"profile_id", which.what.profile},
                    {"message_type", which.to.size() > 1 ? "MMS" : "SMS"},
                    {"created_at", to_text(which.created)},
                    {"completed_at", to_text(each.changed)},
                    {"delivery_status_webhook_url", which.what.webhook_url},
                    {"errors", errors},
                    {"cost", "0.004"}};
    };
    const auto url = filters.find("delivery_status_webhook_url");
    const auto consider = [&](const message& which) {
        if (url != filters.end() && which.what.webhook_url != url->second) {
            return;
        }
        for (const recipient& each : which.to) {
            if (!is_reported(each.status)) {
                continue;
            }
            const json row = row_of(which, each);
            const bool fits = std::all_of(filters.begin(), filters.end(), [&row](const auto& filter) {
                return filter.first == "record_type" || (row.contains(filter.first) && row[filter.first] == filter.second);
            });
            if (fits && count++ / page_size + 1 == page) {
                rows.push_back(row);
            }
        }
    };
    if (url != filters.end()) {
        const auto range = by_url_.equal_range(url->second);
        for (auto each = range.first; each != range.second; ++each) {
            consider(messages_[each->second]);
        }
    } else {
        std::for_each(messages_.begin(), messages_.end(), consider);
    }
    return with_json(200, {{"data", rows},
                           {"meta",
                            {{"page_number", page},
                             {"page_size", page_size},
                             {"total_pages", (count + page_size - 1) / page_size},
                             {"total_results", count}}}});
}

reply world::opt_outs() const {
    json rows = json::array();
    for (const auto& each : blocked_) {
        rows.push_back({{"messaging_profile_id", each.first}, {"from", each.second}, {"keyword", "STOP"}});
    }
    return with_json(
        200, {{"data", rows},
              {"meta", {{"page_number", 1}, {"page_size", rows.size()}, {"total_pages", 1}, {"total_results", rows.size()}}}});
}

// --- What happens later.

void world::schedule(std::size_t place, std::size_t index, const std::vector<step>& steps, milliseconds base) {
    for (const step& each : steps) {
        events_.push({base + scaled(each.after), order_++, place, index, &each});
        ++messages_[place].open;
    }
}

std::optional<milliseconds> world::next_event() const {
    return events_.empty() ? std::nullopt : std::optional<milliseconds>{events_.top().due};
}

std::vector<webhook> world::advance(milliseconds now) {
    std::vector<webhook> out;
    while (!events_.empty() && events_.top().due <= now) {
        const event due = events_.top();
        events_.pop();
        ++ledger_.events;
        happen(due, out);
    }
    return out;
}

void world::happen(const event& due, std::vector<webhook>& out) {
    if (due.message == no_message) {
        receive(texts_[due.order], due.due, out);
        texts_.erase(due.order);
        return;
    }
    message& which = messages_[due.message];
    --which.open;
    recipient& whom = which.to[due.recipient];
    const step& what = *due.what;
    if (what.event == inbound_event) {
        receive({whom.number, which.what.from, which.what.profile, what.status, which.what.webhook_url}, due.due, out);
        return;
    }
    ledger_entry& entry = ledger_.entry(which.client_id, whom.number);
    if (!what.status.empty()) {
        whom.status = what.status;
        whom.code = what.code;
        whom.changed = due.due;
        entry.status = what.status;
    }
    entry.handset += what.arrives ? 1U : 0U;
    entry.arrived = what.arrives && entry.arrived == 0 ? due.due : entry.arrived;
    if (what.event.empty() || which.what.webhook_url.empty()) {
        return;
    }
    webhook made;
    made.odd = what.event.find(" odd") != std::string::npos;
    made.event = what.event.substr(0, what.event.find(' '));
    made.url = which.what.webhook_url;
    made.failover_url = which.what.failover_url;
    made.message = due.message;
    made.client_id = which.client_id;
    made.to = whom.number;
    made.status = what.status;
    made.code = what.code;
    const milliseconds occurred = what.occurred < 0 ? due.due : due.due - scaled(what.after) + scaled(what.occurred);
    json body = payload(which, which.to.size() > 1 ? due.recipient : no_message);
    if (what.status.empty() && made.event == "message.sent") {
        body["to"][0]["status"] = "sent"; // the state at that time
    }
    const auto number = static_cast<std::uint64_t>(what.after);
    made.body["data"] = {{"record_type", "event"},
                         {"event_type", made.event},
                         {"id", make_id("event", whom.id + made.event, number)},
                         {"occurred_at", to_text(occurred)},
                         {"payload", body}};
    for (made.attempt = 1; made.attempt <= what.copies; ++made.attempt) {
        out.push_back(made);
        ++which.open;
        ++open_webhooks_;
    }
}

void world::inbound(const std::string& from, const std::string& to, const std::string& profile, const std::string& text,
                    milliseconds now) {
    texts_[order_] = {from, to, profile, text, ""};
    events_.push({now, order_++, no_message, 0, nullptr});
}

void world::receive(const inbound_text& what, milliseconds now, std::vector<webhook>& out) {
    const std::pair<std::string, std::string> whom{what.profile, what.from};
    webhook made;
    if (what.text == "STOP") {
        blocked_.insert(whom);
        made.stopped = what.from;
        ledger_.consents.push_back({what.profile, what.from, true, now});
        made.consent = ledger_.consents.size();
    } else if (what.text == "START" || what.text == "UNSTOP") {
        blocked_.erase(whom);
        told_.erase(whom);
        started_.insert(whom);
        ledger_.consents.push_back({what.profile, what.from, false, now});
        made.consent = ledger_.consents.size();
    }
    made.url = profile_webhook_url.empty() ? what.url.substr(0, what.url.rfind('/')) : profile_webhook_url;
    if (made.url.empty()) {
        return;
    }
    const std::string key = what.from + what.profile;
    const std::uint64_t count = ++sequence_[key];
    made.message = no_message;
    made.to = what.from;
    made.event = inbound_event;
    made.status = what.text;
    json payload{{"record_type", "message"},
                 {"direction", "inbound"},
                 {"id", make_id("inbound", key, count)},
                 {"type", "SMS"},
                 {"messaging_profile_id", what.profile},
                 {"from", address(what.from)},
                 {"to", json::array({address(what.to, "webhook_delivered")})},
                 {"text", what.text},
                 {"media", json::array()},
                 {"received_at", to_text(now)},
                 {"errors", json::array()}};
    made.body["data"] = {{"record_type", "event"},
                         {"event_type", made.event},
                         {"id", make_id("event", key, count)},
                         {"occurred_at", to_text(now)},
                         {"payload", payload}};
    out.push_back(made);
    ++open_webhooks_;
}

void world::webhook_done(const webhook& which, bool delivered, milliseconds now) {
    --open_webhooks_;
    if (which.message == no_message) {
        if (delivered && which.consent != 0 && ledger_.consents[which.consent - 1].told == 0) {
            ledger_.consents[which.consent - 1].told = now;
        }
        const std::string profile = which.body["data"]["payload"]["messaging_profile_id"];
        if (delivered && !which.stopped.empty() && blocked_.count({profile, which.stopped}) != 0) {
            told_.insert({profile, which.stopped});
        }
        return;
    }
    message& about = messages_[which.message];
    --about.open;
    if (!delivered || which.code == 0) {
        return;
    }
    submission alone = about.what;
    alone.to = {which.to};
    const scenario& row = choose(which.to);
    const auto limit = windows_.find(key_of(row, alone));
    if (row.code == 0 && limit != windows_.end() && about.created >= limit->second.start) {
        limit->second.known = true;
    }
}

bool world::is_quiet(const std::string& message_id) const {
    const auto found = by_id_.find(message_id);
    return found == by_id_.end() || messages_[found->second].open == 0;
}

std::string world::make_id(const char* purpose, const std::string& key, std::uint64_t count) const {
    // Real ids also begin with what looks like a code: who searches a body for one finds it there.
    const std::uint64_t high = draw(seed_, purpose, key, count);
    const std::uint64_t low = draw(seed_, "low", key + purpose, count);
    std::array<char, 64> text{};
    // NOLINTNEXTLINE(cert-err33-c,cppcoreguidelines-pro-type-vararg): 36 characters, whatever the numbers are
    std::snprintf(text.data(), text.size(), "403%05x-%04x-4%03x-%04x-%012llx", static_cast<unsigned>(high & 0xFFFFFU),
                  static_cast<unsigned>(high >> 24U & 0xFFFFU), static_cast<unsigned>(high >> 40U & 0xFFFU),
                  static_cast<unsigned>(0x8000U | (low & 0x3FFFU)), static_cast<unsigned long long>(low >> 16U));
    return text.data();
}

} // namespace fake_telnyx
