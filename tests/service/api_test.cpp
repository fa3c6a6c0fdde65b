// What a look-up proves, against a stub of Telnyx. SPDX-License-Identifier: MIT
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <telnyx/errors/history.hpp>

#include "api.hpp"
#include "service/stub_server.hpp"
#include "unit/catch.hpp"

namespace {

namespace te = telnyx::errors;
using nlohmann::json;

constexpr std::int64_t hour_ms = 3600000;

// Answers each look-up with one response.
class telnyx_stub {
public:
    std::string base() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }

    int status = 200;
    std::string body, type = "application/json";
    httplib::Params asked;

private:
    stub_server server_{[this](httplib::Server& http) {
        const auto answer = [this](const httplib::Request& in, httplib::Response& out) {
            asked = in.params;
            out.status = status;
            out.set_content(body, type);
        };
        http.Get("/v2/detail_records", answer);
        http.Get("/v2/messages/m-1", answer);
    }};
};

const char* const our_url = "https://x.example/webhooks/a?attempt=1";

json row(const json& url, const char* status = "delivered") {
    return {{"record_type", "messaging"},
            {"uuid", "m-9"},
            {"direction", "outbound"},
            {"cli", "+13125550199"},
            {"cld", "+13125550100"},
            {"status", status},
            {"delivery_status_webhook_url", url},
            {"errors", json::array()}};
}
json page(const json& rows, const json& meta) { return {{"data", rows}, {"meta", meta}}; }
json rows_of_others(int count) {
    json rows = json::array();
    for (int i = 0; i != count; ++i) {
        rows.push_back(row("https://x.example/webhooks/b" + std::to_string(i) + "?attempt=1"));
    }
    return rows;
}

// A message whose POST was lost five hours ago, as the clock of a machine that was on all the time says.
struct lost_message {
    lost_message() {
        message.id = "a";
        message.recipient = "+13125550100";
        message.attempt = 1;
    }
    // Time passes a million times faster: in 20 ms this process is older than five hours.
    service::service_clock clock{1e6, service::service_clock::wall_ms()};
    service::work message;
};

te::decision decide_after(const telnyx_stub& telnyx, lost_message& lost) {
    lost.message.started_ms = lost.clock.now_ms() - 5 * hour_ms;
    const service::api asks{telnyx.base(), "key", "https://x.example", lost.clock};
    const service::answer found = asks.look_up(lost.message);
    CHECK(found.received == telnyx.status);
    te::situation post;
    post.phase = te::phase::request;
    post.time = lost.clock.time();
    te::history facts;
    facts.add(te::report{}, lost.message.recipient, post);
    facts.add(found.report, lost.message.recipient, found.here);
    return te::decide(facts, {}, te::request_policy);
}

TEST_CASE("a search proves that a message was not accepted only if it has all rows, and each says what it is about") {
    telnyx_stub telnyx;
    lost_message lost;
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    const json none = json::array();
    const json of_nothing{{"direction", "outbound"}, {"cld", "+13125550100"}, {"status", "delivered"}};
    json inbound = of_nothing;
    inbound["direction"] = "inbound";
    const struct {
        const char* what;
        int status;
        std::string body;
        bool proves;
    } cases[] = {
        {"nothing", 200, page(none, {{"total_pages", 0}, {"total_results", 0}}).dump(), true},
        {"nothing, as one page", 200, page(none, {{"total_pages", 1}, {"total_results", 0}}).dump(), true},
        {"nothing, and no counters", 200, R"({"data":[]})", true},
        {"only others", 200, page(rows_of_others(20), {{"total_pages", 1}, {"total_results", 20}}).dump(), true},
        {"only others, a whole page of them", 200, page(rows_of_others(50), {{"total_pages", 1}}).dump(), true},
        {"only others, counted", 200, page(rows_of_others(20), {{"total_results", 20}}).dump(), true},
        {"an inbound one", 200, page(json::array({inbound}), {{"total_pages", 1}}).dump(), true},
        {"no such route", 404, "default backend - 404", false},
        {"no such route, in JSON", 404, R"({"errors":[{"code":"10005","title":"Resource not found"}]})", false},
        {"no such route, empty", 404, "", false},
        {"a proxy", 200, "<html>", false},
        {"an error", 200, R"({"data":[],"errors":[{"code":"10007"}]})", false},
        {"no list", 200, R"({"data":null})", false},
        {"an outage", 503, R"({"data":[]})", false},
        {"accepted", 202, R"({"data":[]})", false},
        {"more pages", 200, page(rows_of_others(20), {{"total_pages", 9}, {"total_results", 180}}).dump(), false},
        {"more rows", 200, page(rows_of_others(20), {{"total_results", 180}}).dump(), false},
        {"more rows than none", 200, page(none, {{"total_pages", 1}, {"total_results", 3}}).dump(), false},
        {"strange counters", 200, page(none, {{"total_pages", "1"}}).dump(), false},
        {"others, and no counters", 200, json{{"data", rows_of_others(20)}}.dump(), false},
        {"a row without the URL", 200, page(json::array({of_nothing}), {{"total_pages", 1}, {"total_results", 1}}).dump(), false},
        {"a row whose URL is null", 200, page(json::array({row(nullptr)}), {{"total_pages", 1}}).dump(), false},
        {"a row whose URL is empty", 200, page(json::array({row("")}), {{"total_pages", 1}}).dump(), false},
        {"no row", 200, page(json::array({"x"}), {{"total_pages", 1}}).dump(), false},
    };
    for (const auto& each : cases) {
        INFO(each.what);
        telnyx.status = each.status;
        telnyx.body = each.body;
        const te::decision next = decide_after(telnyx, lost);
        CHECK((next.step == te::step::retry) == each.proves);
        CHECK((next.step == te::step::reconcile) != each.proves);
    }
    CHECK(telnyx.asked.find("filter[delivery_status_webhook_url]")->second == our_url);
    CHECK(telnyx.asked.count("filter[cld]") == 0);                           // Telnyx may spell the number otherwise
    CHECK(telnyx.asked.find("filter[date_range]")->second == "last_7_days"); // else it may be today alone
}

TEST_CASE("a row about the message counts, whatever else is on the page") {
    telnyx_stub telnyx;
    lost_message lost;
    json rows = rows_of_others(19);
    rows.push_back(row(our_url));
    rows.push_back(row(nullptr));
    telnyx.body = page(rows, {{"total_pages", 9}}).dump();
    const te::decision next = decide_after(telnyx, lost);
    CHECK(next.step == te::step::none);
    CHECK(next.receipt == te::receipt::yes);
}

TEST_CASE("the time of a look-up does not trust the wall clock") {
    telnyx_stub telnyx;
    telnyx.body = R"({"data":[]})";
    const std::int64_t boot = service::service_clock::boot_ms();
    service::service_clock clock{1, 0};
    const service::api asks{telnyx.base(), "key", "https://x.example", clock};
    service::work message;
    message.id = "a";
    message.attempt = 1;
    message.started_ms = clock.now_ms() - 5 * hour_ms; // or the clock was set forward since
    for (const std::int64_t started :
         {std::int64_t{0}, boot - 5 * hour_ms, boot + 5 * hour_ms, service::service_clock::boot_ms()}) {
        message.started_boot_ms = started; // not known; of an earlier process; of another boot; just now
        CHECK(asks.look_up(message).here.elapsed_ms < 60000);
    }
    message.message_id = "m-1"; // by its id too
    CHECK(asks.look_up(message).here.elapsed_ms < 60000);
    CHECK(clock.passed_since(clock.now_ms() + 1000, 0) == 0); // set back
    const std::int64_t started_ms = clock.now_ms();
    const std::int64_t started_boot_ms = service::service_clock::boot_ms();
    std::this_thread::sleep_for(std::chrono::milliseconds{30});
    CHECK(clock.passed_since(started_ms - 5 * hour_ms, started_boot_ms) >= 29); // the wall clock was set forward
    CHECK(clock.passed_since(started_ms, started_boot_ms) >= 29);
}

} // namespace
