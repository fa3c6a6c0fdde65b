// Writes realistic traffic to standard output, and the expected totals to a file: webhooks, refusals, detail records, group
// messages, copies, invalid lines and unknown payloads. The same seed gives the same traffic.
//
//     telnyx_errors_traffic BODIES SEED EXPECTED
//
// The totals are known without the library, from how the payloads are made. The distribution of codes is that of 3,037 published
// live failures, with every other code mixed in.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "unit/reference.hpp"

namespace {

using counts = std::map<std::string, std::uint64_t>;

// SplitMix64: the same numbers with every standard library.
class random_numbers {
public:
    explicit random_numbers(std::uint64_t seed) : state_(seed) {}

    std::uint64_t operator()() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
        z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
        return z ^ z >> 31U;
    }
    std::uint64_t below(std::uint64_t limit) { return (*this)() % limit; }

private:
    std::uint64_t state_;
};

// The step for a retry class, by the documented rules.
std::string step_of_class(std::string_view retry) {
    const std::string_view governing = retry.substr(0, retry.find('+'));
    return governing == "automatic"        ? "retry"
           : governing == "temporary_hold" ? "hold"
           : governing == "permanent"      ? "stop"
           : governing == "unspecified"    ? "stop"
                                           : "fix_first";
}

// The strictness of retry classes, the strictest last.
int rank_of_class(std::string_view retry) {
    constexpr std::array<std::string_view, 6> order{"automatic",   "temporary_hold",  "after_intervention",
                                                    "unspecified", "action_required", "permanent"};
    const std::string_view governing = retry.substr(0, retry.find('+'));
    for (std::size_t i = 0; i != order.size(); ++i) {
        if (order[i] == governing) {
            return static_cast<int>(i);
        }
    }
    std::abort();
}

struct known_code {
    std::string code;
    std::string title;
    std::string step;
    int rank = 0;
};

class traffic {
public:
    explicit traffic(std::uint64_t seed) : random_(seed) {
        for (const reference::code_row& row : reference::rows) {
            if (row.number < 40000) {
                continue; // about a request of any kind, not about a message
            }
            const known_code known{std::to_string(row.number), std::string{row.title()}, step_of_class(row.retry),
                                   rank_of_class(row.retry)};
            if (row.stage == "delivery") {
                delivery_.push_back(known);
            } else if (row.stage == "request") {
                request_.push_back(known);
            }
        }
        request_.push_back({"10009", "Authentication failed", "fix_first"});
        request_.push_back({"10011", "Too many requests", "retry"});
        request_.push_back({"10007", "Unexpected error", "reconcile"});
    }

    void write(std::uint64_t bodies) {
        delivered(); // to have a payload to copy or to truncate
        while (bodies_ < bodies) {
            one(bodies - bodies_);
        }
        std::fwrite(out_.data(), 1, out_.size(), stdout);
    }

    [[nodiscard]] nlohmann::json expected() const {
        counts send_again = refused_;
        std::uint64_t withheld = 0;
        for (const failed_share& share : failed_shares_) {
            const bool is_for_again = share.step == "retry" || share.step == "hold" || share.step == "fix_first";
            if (is_for_again && stopped_.count(share.number) != 0) {
                ++withheld;
            } else if (is_for_again) {
                ++send_again[share.step];
            }
        }
        return {{"bodies", bodies_},
                {"duplicates", duplicates_},
                {"not_json", kinds_.count("not_json") != 0 ? kinds_.at("not_json") : 0},
                {"unrecognised", kinds_.count("unrecognised") != 0 ? kinds_.at("unrecognised") : 0},
                {"failed", failed_},
                {"opted_out", opted_out_},
                {"opted_out_unnamed", opted_out_unnamed_},
                {"kinds", kinds_},
                {"outcomes", outcomes_},
                {"steps", steps_},
                {"failures", failures_},
                {"senders", senders_},
                {"campaigns", campaigns_},
                {"carriers", carriers_},
                {"refusals", refusals_},
                {"sent_again", sent_again_},
                {"sent_again_wrongly", sent_again_wrongly_},
                {"send_again", send_again},
                {"withheld", withheld},
                {"contradicted", 0}};
    }

private:
    struct recipient {
        std::string number;
        std::string carrier;
        std::string status;
    };

    void one(std::uint64_t room) {
        const std::uint64_t draw = random_.below(1000);
        if (draw < 390) {
            delivered();
        } else if (draw < 500) {
            sent();
        } else if (draw < 560) {
            received();
        } else if (draw < 800) {
            failed_delivery();
        } else if (draw < 830) {
            group();
        } else if (draw < 850) {
            unconfirmed();
        } else if (draw < 860) {
            failed_without_reason();
        } else if (draw < 920) {
            refusal();
        } else if (draw < 960) {
            records(room);
        } else if (draw < 965) {
            other_event();
        } else if (draw < 990) {
            copy();
        } else if (draw < 996) {
            broken_line();
        } else {
            no_body();
        }
    }

    std::string identifier(std::string_view prefix) {
        // Identifiers that start like codes, to detect a search for digits.
        constexpr char digits[] = "0123456789abcdef";
        std::string text{prefix};
        for (std::size_t i = text.size(); i != 36; ++i) {
            text += i == 8 || i == 13 || i == 18 || i == 23 ? '-' : digits[random_.below(16)];
        }
        return text;
    }
    std::string number() { return "+1202555" + std::to_string(1000 + random_.below(9000)) + std::to_string(random_.below(10)); }
    std::string sender() { return "+1312555" + std::to_string(1000 + random_.below(40) * random_.below(5)); }
    std::string campaign() { return "C" + std::to_string(100 + random_.below(12)); }
    std::string carrier() {
        constexpr std::array<std::string_view, 5> names{"T-MOBILE USA, INC.", "AT&T Mobility", "Verizon Wireless", "U.S. Cellular",
                                                        "Landline Company \\\"West\\\""};
        return std::string{names[random_.below(names.size())]};
    }
    recipient person(std::string status) { return {number(), carrier(), std::move(status)}; }

    std::string time() {
        const std::uint64_t second = random_.below(86400);
        char text[40];
        std::snprintf(text, sizeof(text), "2026-11-%02u %02u:%02u:%02u.123+00:00", static_cast<unsigned>(1 + random_.below(28)),
                      static_cast<unsigned>(second / 3600), static_cast<unsigned>(second / 60 % 60),
                      static_cast<unsigned>(second % 60));
        text[10] = 'T';
        return text;
    }

    void line(const std::string& text) {
        out_ += text;
        out_ += '\n';
        if (out_.size() > 1000000) {
            std::fwrite(out_.data(), 1, out_.size(), stdout);
            out_.clear();
        }
    }
    void count(std::string_view kind, std::string_view outcome, std::string_view step) {
        ++bodies_;
        ++kinds_[std::string{kind}];
        ++outcomes_[std::string{outcome}];
        ++steps_[std::string{step}];
        failed_ += step == "none" ? 0U : 1U;
    }
    // Each has its own message or recipient.
    void count_share(const std::string& number, const std::string& step) { failed_shares_.push_back({number, step}); }
    void count_failure(const std::string& from, const std::string& of_campaign) {
        ++senders_[from];
        ++campaigns_[of_campaign];
    }
    static std::string spelled(std::string text) { // as in JSON: only quotes are escaped here
        for (std::size_t i = text.find('\\'); i != std::string::npos; i = text.find('\\', i)) {
            text.erase(i, 1);
        }
        return text;
    }

    struct webhook {
        std::string event = "message.finalized";
        std::string from{};
        std::string of_campaign{};
        std::string direction = "outbound";
        std::vector<recipient> to{};
        std::string errors{}; // the elements
    };

    void write_webhook(const webhook& w) {
        std::string to;
        for (const recipient& r : w.to) {
            to += (to.empty() ? "" : ",") + std::string{R"({"carrier":")"} + r.carrier +
                  R"(","line_type":"Wireless","phone_number":")" + r.number + R"(","status":")" + r.status + R"("})";
        }
        const std::string when = time();
        std::string text =
            R"({"data":{"event_type":")" + w.event + R"(","id":")" + identifier("40300") + R"(","occurred_at":")" + when +
            R"(","payload":{"completed_at":")" + when +
            R"(","cost":{"amount":"0.0051","currency":"USD"},"cost_breakdown":{"carrier_fee":{"amount":"0.00305","currency":"USD"},"rate":{"amount":"0.00205","currency":"USD"}},"direction":")" +
            w.direction + R"(","encoding":"GSM-7","errors":[)" + w.errors +
            R"(],"from":{"carrier":"Telnyx","line_type":"Wireless","phone_number":")" + w.from +
            R"(","status":"webhook_delivered"},"id":")" + identifier("40318") + R"(","media":[],"messaging_profile_id":")" +
            identifier("4001") + R"(","organization_id":")" + identifier("") + R"(","parts":1,"received_at":")" + when +
            R"(","record_type":"message","sent_at":")" + when +
            R"(","subject":null,"tags":["spring","code 40008"],"tcr_campaign_billable":true,"tcr_campaign_id":")" + w.of_campaign +
            R"(","tcr_campaign_registered":"REGISTERED","text":"Your appointment is on Monday at 10. Reply {C} to confirm [or STOP] \u2014 thank you \"very\" much, \ud83d\ude00 your practice. If you cannot come, call us before Friday noon, so that somebody else can have the hour.","to":[)" +
            to + R"(],"type":"SMS","valid_until":")" + when +
            R"(","webhook_failover_url":"https://example.com/failover","webhook_url":"https://example.com/hooks"},"record_type":"event"},"meta":{"attempt":1,"delivered_to":"https://example.com/hooks"}})";
        line(text);
        constexpr std::size_t remembered = 4000;
        if (recent_.size() < remembered) {
            recent_.push_back(std::move(text));
        } else {
            recent_[random_.below(remembered)] = std::move(text);
        }
    }

    static std::string error(const known_code& code, std::string_view pointer) {
        return R"({"code":")" + code.code + R"(","title":")" + code.title +
               R"(","detail":"The message was not delivered.","source":{"pointer":")" + std::string{pointer} +
               R"("},"meta":{"url":"https://example.com/errors/)" + code.code + R"("}})";
    }

    const known_code& live_code() {
        // 2,847 not routable, 112 invalid destination, 76 spam of 3,037; one draw of five is any other code.
        if (random_.below(5) == 0) {
            return delivery_[random_.below(delivery_.size())];
        }
        const std::uint64_t draw = random_.below(2847 + 112 + 76);
        const std::string_view code = draw < 2847 ? "40001" : draw < 2847 + 112 ? "40012" : "40002";
        for (const known_code& known : delivery_) {
            if (known.code == code) {
                return known;
            }
        }
        std::abort();
    }

    void delivered() {
        write_webhook({"message.finalized", sender(), campaign(), "outbound", {person("delivered")}, {}});
        count("webhook", "delivered", "none");
    }
    void sent() {
        write_webhook({"message.sent", sender(), campaign(), "outbound", {person("sent")}, {}});
        count("webhook", "in_progress", "none");
    }
    void received() {
        write_webhook({"message.received", number(), campaign(), "inbound", {person("webhook_delivered")}, {}});
        count("webhook", "received", "none");
    }
    void failed_delivery() {
        webhook w{"message.finalized", sender(), campaign(), "outbound", {person("delivery_failed")}, {}};
        std::string code;
        std::string step = "stop";
        const std::uint64_t draw = random_.below(100);
        if (draw < 2) { // in no list
            code = draw == 0 ? "40021" : "42200";
            w.errors = R"({"code":")" + code + R"(","title":"Something new","detail":""})";
        } else if (draw < 4) { // the recipient replied STOP, and the payload says so
            code = "40300";
            w.errors = error({"40300", "Blocked due to STOP message", "stop"}, "/to/0/phone_number");
            opted_out_ += stopped_.emplace(w.to[0].number, 1).second ? 1U : 0U;
        } else {
            const known_code& known = live_code();
            code = known.code;
            step = known.step;
            w.errors = error(known, "/to/0/phone_number");
        }
        count("webhook", "failed", step);
        count_failure(w.from, w.of_campaign);
        ++carriers_[spelled(w.to[0].carrier)];
        ++failures_[code];
        count_share(w.to[0].number, step);
        write_webhook(w);
    }
    void unconfirmed() {
        webhook w{"message.finalized", sender(), campaign(), "outbound", {person("delivery_unconfirmed")}, {}};
        count("webhook", "unconfirmed", "reconcile");
        count_failure(w.from, w.of_campaign);
        ++carriers_[spelled(w.to[0].carrier)];
        ++failures_[""];
        write_webhook(w);
    }
    void failed_without_reason() {
        webhook w{"message.finalized", sender(), campaign(), "outbound", {person("sending_failed")}, {}};
        count("webhook", "failed", "stop");
        count_failure(w.from, w.of_campaign);
        ++carriers_[spelled(w.to[0].carrier)];
        ++failures_[""];
        write_webhook(w);
    }
    void group() {
        webhook w{"message.finalized", sender(), campaign(), "outbound", {}, {}};
        const std::uint64_t people = 2 + random_.below(10);
        counts codes;
        counts failed_carriers;
        const known_code* governing = nullptr;
        std::size_t number_failed = 0;
        for (std::uint64_t i = 0; i != people; ++i) {
            const bool fails = random_.below(3) == 0;
            const auto is_there = [&w](const recipient& other) {
                return std::any_of(w.to.begin(), w.to.end(), [&](const recipient& r) { return r.number == other.number; });
            };
            recipient next = person(fails ? "delivery_failed" : "delivered");
            while (is_there(next)) { // each recipient is in a group once
                next.number = number();
            }
            w.to.push_back(std::move(next));
            if (fails) {
                ++number_failed;
                const known_code& code = live_code();
                w.errors += (w.errors.empty() ? "" : ",") + error(code, "/to/" + std::to_string(i) + "/phone_number");
                codes[code.code] = 1;
                count_share(w.to.back().number, code.step);
                failed_carriers[spelled(w.to.back().carrier)] = 1;
                if (governing == nullptr || code.rank > governing->rank) {
                    governing = &code;
                }
            }
        }
        count("webhook", codes.empty() ? "delivered" : "failed", step_of_group(governing, w.to.size() == number_failed));
        if (!codes.empty()) {
            count_failure(w.from, w.of_campaign);
        }
        for (const auto& [code, once] : codes) {
            failures_[code] += once;
        }
        for (const auto& [name, once] : failed_carriers) {
            carriers_[name] += once;
        }
        write_webhook(w);
    }
    // A group message that reached some of its recipients is not resent as a whole.
    static std::string step_of_group(const known_code* governing, bool all_failed) {
        if (governing == nullptr) {
            return "none";
        }
        return all_failed || governing->rank == rank_of_class("permanent") ? governing->step : "reconcile";
    }
    void refusal() {
        const known_code& code = request_[random_.below(request_.size())];
        const std::string body = R"({"errors":[)" + error(code, "/to") + "]}";
        constexpr std::array<int, 5> statuses{400, 409, 422, 429, 503};
        const int status = statuses[random_.below(statuses.size())];
        const bool wrapped = random_.below(2) == 0; // as the error object of an SDK
        line(wrapped ? R"({"status":)" + std::to_string(status) + R"(,"headers":{},"error":)" + body + "}" : body);
        count("api_error", "failed", code.step);
        ++failures_[code.code];
        ++refusals_;
        if (code.step == "retry" || code.step == "hold" || code.step == "fix_first") {
            ++refused_[code.step];
        }
        if (wrapped && (status == 409 || status == 429 || status == 503)) {
            ++sent_again_;
            sent_again_wrongly_ += code.step == "retry" ? 0U : 1U;
        }
        opted_out_unnamed_ += code.code == "40300" ? 1U : 0U;
    }
    void records(std::uint64_t room) {
        const std::uint64_t rows = 1 + random_.below(room < 4 ? room : 4);
        std::string text;
        for (std::uint64_t i = 0; i != rows; ++i) {
            const std::uint64_t draw = random_.below(4);
            const known_code& code = live_code();
            const std::string status = draw == 0 ? "failed" : draw == 1 ? "gw_timeout" : "delivered";
            const std::string from = sender();
            const std::string over = carrier();
            const std::string to = number();
            text += (i == 0 ? "" : ",") + std::string{R"({"record_type":"message_detail_record","uuid":")"} + identifier("4001") +
                    R"(","cli":")" + from + R"(","cld":")" + to + R"(","carrier":")" + over +
                    R"(","direction":"outbound","errors":[)" + (draw == 0 ? '"' + code.code + '"' : "") +
                    R"(],"cost":"0.0051","currency":"USD","parts":1,"status":")" + status +
                    R"(","message_type":"SMS","created_at":")" + time() + R"("})";
            if (draw == 0) {
                count_share(to, code.step);
            }
            if (draw < 2) {
                count("record", draw == 0 ? "failed" : "unconfirmed", draw == 0 ? code.step : "reconcile");
                ++failures_[draw == 0 ? code.code : ""];
                ++senders_[from];
                ++carriers_[spelled(over)];
            } else {
                count("record", "delivered", "none");
            }
        }
        line(rows == 1 && random_.below(2) == 0 ? text : R"({"data":[)" + text + R"(],"meta":{"page_number":1}})");
    }
    void other_event() {
        const bool spend = random_.below(2) == 0;
        line(R"({"data":{"event_type":")" + std::string{spend ? "messaging-profile.spend-limit-reached" : "10dlc.brand.update"} +
             R"(","id":")" + identifier("") + R"(","occurred_at":")" + time() + R"(","payload":{"messaging_profile_id":")" +
             identifier("40019") + R"(","type":"REGISTRATION","status":"success"},"record_type":"event"},"meta":{"attempt":1}})");
        count("webhook", "none", "none");
    }
    void copy() {
        ++bodies_;
        ++duplicates_;
        line(recent_[random_.below(recent_.size())]);
    }
    // Every line starts with a brace: otherwise the line after an incomplete one may belong to it.
    void broken_line() {
        ++bodies_;
        ++kinds_["not_json"];
        const std::string& whole = recent_[random_.below(recent_.size())];
        switch (random_.below(4)) {
        case 0: { // truncated where no object may follow on the next line
            std::size_t size = 1 + random_.below(whole.size() - 2);
            while (whole[size - 1] == ',' || whole[size - 1] == ':' || whole[size - 1] == '[') {
                --size;
            }
            line(whole.substr(0, size));
            break;
        }
        case 1: line("{502 Bad Gateway"); break;
        case 2: line("{\"errors\":[{\"code\":\"40008\",\"title\":\"\xFF\xFE\"}]}"); break;
        default: line(R"({"errors":[{"code":40008]})"); break;
        }
    }
    void no_body() {
        ++bodies_;
        ++kinds_["unrecognised"];
        constexpr std::array<std::string_view, 3> texts{R"({"hello":"world","code 40300":1})", R"({"data":{"id":"x"}})",
                                                        R"({"data":[42]})"};
        line(std::string{texts[random_.below(texts.size())]});
    }

    random_numbers random_;
    std::vector<known_code> delivery_{};
    std::vector<known_code> request_{};
    std::vector<std::string> recent_{};
    std::string out_{};
    std::uint64_t bodies_ = 0;
    std::uint64_t duplicates_ = 0;
    std::uint64_t failed_ = 0;
    std::uint64_t opted_out_ = 0;
    std::uint64_t opted_out_unnamed_ = 0;
    std::uint64_t refusals_ = 0;
    std::uint64_t sent_again_ = 0;
    std::uint64_t sent_again_wrongly_ = 0;
    counts kinds_{};
    counts outcomes_{};
    counts steps_{};
    counts failures_{};
    counts senders_{};
    counts campaigns_{};
    counts carriers_{};
    counts stopped_{};
    counts refused_{}; // requests, by step
    struct failed_share {
        std::string number;
        std::string step;
    };
    std::vector<failed_share> failed_shares_{};
};

} // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::fprintf(stderr, "usage: %s BODIES SEED EXPECTED\n", count == 0 ? "generate" : arguments[0]);
        return 2;
    }
    traffic made{std::strtoull(arguments[2], nullptr, 10)};
    made.write(std::strtoull(arguments[1], nullptr, 10));
    std::ofstream expected{arguments[3]};
    expected << made.expected().dump(1) << '\n';
    expected.flush();
    return std::fflush(stdout) == 0 && expected ? 0 : 1;
}
