// Speed, as ratios against what a client would use instead, measured in one run. Nothing here passes or fails by its speed:
// run it by hand, see docs/performance.md.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/pause_board.hpp>

#include "unit/catch.hpp"
#include "unit/sample_bodies.hpp"

namespace te = telnyx::errors;
using nlohmann::json;

namespace {

// A stream that nobody can foresee: drawn well, and too long for a branch predictor to learn by heart. One of 65536 numbers
// that is repeated in each round is learnt, and flatters whoever branches.
constexpr std::size_t stream_size = std::size_t{1} << 20U;

std::vector<std::int64_t> random_numbers(std::size_t count) {
    std::vector<std::int64_t> codes;
    for (const te::code_info& row : te::table) {
        codes.push_back(row.number());
    }
    std::vector<std::int64_t> numbers;
    std::mt19937 next{2026};
    while (numbers.size() != count) { // half of them misses, near and far
        switch (next() % 4) {
        case 0: numbers.push_back(40000 + static_cast<std::int64_t>(next() % 400)); break;
        case 1: numbers.push_back(static_cast<std::int64_t>(next() % 100000)); break;
        default: numbers.push_back(codes[next() % codes.size()]); break;
        }
    }
    return numbers;
}

std::unordered_map<std::int64_t, const te::code_info*> make_map() {
    std::unordered_map<std::int64_t, const te::code_info*> map;
    for (const te::code_info& row : te::table) {
        map.emplace(row.number(), &row);
    }
    return map;
}

// A switch over all codes; each case gives its row by its place.
const te::code_info* by_switch(std::int64_t number) {
    switch (number) {
#include "benchmark_switch.inc" // written by write_switch.cpp while the tests are built
    default: return nullptr;
    }
}

// What users write for a webhook that is parsed already, to get out of it what a report holds.
struct user_error {
    std::string code;
    std::string title;
    std::string detail;
    std::string pointer;
};
struct user_recipient {
    std::string phone_number;
    std::string status;
    std::string carrier;
};
struct user_answer {
    std::string event_type;
    std::string event_id;
    std::string occurred_at;
    std::string message_id;
    std::string sender;
    std::string profile;
    std::vector<user_recipient> recipients;
    std::vector<user_error> errors;
};

user_answer as_users_write_it(const json& body) {
    user_answer answer;
    if (!body.contains("data")) {
        return answer;
    }
    const json& data = body.at("data");
    answer.event_type = data.value("event_type", "");
    answer.event_id = data.value("id", "");
    answer.occurred_at = data.value("occurred_at", "");
    const json& payload = data.at("payload");
    answer.message_id = payload.value("id", "");
    answer.profile = payload.value("messaging_profile_id", "");
    if (payload.contains("from")) {
        answer.sender = payload.at("from").value("phone_number", "");
    }
    if (payload.contains("to")) {
        for (const json& to : payload.at("to")) {
            answer.recipients.push_back({to.value("phone_number", ""), to.value("status", ""), to.value("carrier", "")});
        }
    }
    if (payload.contains("errors")) {
        for (const json& error : payload.at("errors")) {
            answer.errors.push_back({error.value("code", ""), error.value("title", ""), error.value("detail", ""), ""});
            if (error.contains("source")) {
                answer.errors.back().pointer = error.at("source").value("pointer", "");
            }
        }
    }
    return answer;
}

// Rounds of the contestants in turn, so that all suffer alike from the machine's moods; the best round of each counts.
template <class First, class Second>
void report_ratio(std::string_view what, std::string_view first_name, First first, std::string_view second_name, Second second) {
    const auto time = [](auto& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
    };
    double best_first = 1e300;
    double best_second = 1e300;
    for (int round = 0; round != 60; ++round) {
        best_first = (std::min)(best_first, time(first));
        best_second = (std::min)(best_second, time(second));
    }
    std::cout << "ratio: " << what << ": " << first_name << " takes " << best_first / best_second << " times as long as "
              << second_name << '\n';
}

template <class Work>
auto repeated(int times, Work work) {
    return [times, work] {
        for (int i = 0; i != times; ++i) {
            work();
        }
    };
}

volatile std::size_t sink = 0;

} // namespace

TEST_CASE("code to row, by number") {
    const std::vector<std::int64_t> numbers = random_numbers(stream_size);
    const auto map = make_map();
    const auto dense = [&] {
        std::size_t sum = 0;
        for (const std::int64_t number : numbers) {
            sum += static_cast<std::size_t>(te::lookup(number).retry);
        }
        sink = sum;
    };
    const auto hashed = [&] {
        std::size_t sum = 0;
        for (const std::int64_t number : numbers) {
            const auto found = map.find(number);
            sum += found == map.end() ? 3U : static_cast<std::size_t>(found->second->retry);
        }
        sink = sum;
    };
    const auto switched = [&] {
        std::size_t sum = 0;
        for (const std::int64_t number : numbers) {
            const te::code_info* const row = by_switch(number);
            sum += row == nullptr ? 3U : static_cast<std::size_t>(row->retry);
        }
        sink = sum;
    };
    dense();
    const std::size_t expected = sink;
    hashed();
    CHECK(sink == expected);
    switched();
    CHECK(sink == expected);
    BENCHMARK("lookup(number), a million numbers") { dense(); };
    BENCHMARK("std::unordered_map, a million numbers") { hashed(); };
    BENCHMARK("switch, a million numbers") { switched(); };
    report_ratio("code to row", "std::unordered_map", hashed, "lookup", dense);
    report_ratio("code to row", "a switch", switched, "lookup", dense);
}

TEST_CASE("text to row") {
    std::vector<std::string> texts;
    for (const std::int64_t number : random_numbers(65536)) {
        texts.push_back(std::to_string(number));
    }
    std::unordered_map<std::string, const te::code_info*> map;
    for (const te::code_info& row : te::table) {
        map.emplace(std::to_string(row.number()), &row);
    }
    const auto folded = [&] {
        std::size_t sum = 0;
        for (const std::string& text : texts) {
            sum += static_cast<std::size_t>(te::lookup(text).retry);
        }
        sink = sum;
    };
    const auto hashed = [&] {
        std::size_t sum = 0;
        for (const std::string& text : texts) {
            const auto found = map.find(text);
            sum += found == map.end() ? 3U : static_cast<std::size_t>(found->second->retry);
        }
        sink = sum;
    };
    folded();
    const std::size_t expected = sink;
    hashed();
    CHECK(sink == expected);
    BENCHMARK("lookup(text), 65536 texts") { folded(); };
    BENCHMARK("std::unordered_map<std::string>, 65536 texts") { hashed(); };
    report_ratio("text to row", "std::unordered_map<std::string>", hashed, "lookup", folded);
}

TEST_CASE("a parsed webhook") {
    const json webhook = json::parse(sample::failed_webhook);
    const auto ours = [&] {
        const te::report_view report = te::read(webhook);
        sink = report.errors().size() + report.message_id().size() + static_cast<std::size_t>(report.errors()[0].info().retry);
    };
    const auto users = [&] {
        const user_answer answer = as_users_write_it(webhook);
        sink = answer.errors.size() + answer.message_id.size() + answer.errors[0].code.size();
    };
    BENCHMARK("read(json)") { ours(); };
    BENCHMARK("contains, at, value") { users(); };
    report_ratio("parsed webhook", "contains/at/value", repeated(2000, users), "read(json)", repeated(2000, ours));
}

TEST_CASE("text to report") {
    const std::string page = sample::page_of_96_kilobytes();
    CHECK(page.size() > 94 * 1024);
    CHECK(page.size() < 98 * 1024);
    CHECK(te::read(page).body_count() > 50);
    for (const auto& [what, text] : {std::pair<std::string, std::string_view>{"failed webhook, 1.7 KB", sample::failed_webhook},
                                     std::pair<std::string, std::string_view>{"refusal, 0.2 KB", sample::refusal},
                                     std::pair<std::string, std::string_view>{"page of messages, 96 KB", page}}) {
        const std::string_view body = text;
        const auto streamed = [body] { sink = te::read(body).errors().size(); };
        const auto document = [body] {
            const json parsed = json::parse(body);
            sink = te::read(parsed).errors().size();
        };
        streamed();
        const std::size_t expected = sink;
        document();
        CHECK(sink == expected);
        BENCHMARK("read(text), " + what) { streamed(); };
        BENCHMARK("json::parse, then read(json), " + what) { document(); };
        const int times = body.size() > 10000 ? 20 : 500;
        report_ratio(what, "json::parse, then read(json)", repeated(times, document), "read(text)", repeated(times, streamed));
    }
}

TEST_CASE("a question to a board with 100000 pauses") {
    constexpr int count = 100000;
    std::vector<std::string> recipients;
    for (int i = 0; i != 2 * count; ++i) {
        recipients.push_back("+1312" + std::to_string(5000000 + i));
    }
    te::situation here;
    here.time = te::instant{1768507200};
    te::pause_board board{count + 10};
    std::unordered_map<std::string, int> map;
    const auto ids_to = [](std::string_view recipient) {
        te::message_ids ids;
        ids.sender = "+13035550100";
        ids.campaign = "CAMP1";
        ids.brand = "BRAND1";
        ids.messaging_profile = "40019664-0000-4000-8000-000000000005";
        ids.content = "template-7";
        ids.recipient = recipient;
        ids.carrier = "AT&T";
        ids.region = "US";
        return ids;
    };
    const te::decision landline = te::decide(40001, here);
    for (int i = 0; i != count; ++i) { // every other recipient
        const std::string& recipient = recipients[static_cast<std::size_t>(2 * i)];
        map.emplace(recipient, i);
        CHECK(board.add(te::pause_of(landline, ids_to(recipient), here)) == te::addition::added);
    }
    std::shuffle(recipients.begin(), recipients.end(), std::mt19937{2026});
    const auto asked = [&] {
        std::size_t sum = 0;
        for (const std::string& recipient : recipients) {
            sum += board.ask(ids_to(recipient), here.time).may_send ? 0U : 1U;
        }
        sink = sum;
    };
    const auto hashed = [&] {
        std::size_t sum = 0;
        for (const std::string& recipient : recipients) {
            sum += map.find(recipient) == map.end() ? 0U : 1U;
        }
        sink = sum;
    };
    asked();
    CHECK(sink == count);
    hashed();
    CHECK(sink == count);
    BENCHMARK("ask, 200000 recipients, half of them paused") { asked(); };
    BENCHMARK("std::unordered_map<std::string>::find, 200000 recipients") { hashed(); };
    report_ratio("question to a board, pauses of recipients", "ask", asked, "std::unordered_map<std::string>::find", hashed);
    // Seven more pairs of scope and destinations, of other messages.
    te::message_ids other = ids_to("+13125550199");
    other.sender = "+13035550199";
    other.campaign = "CAMP9";
    other.brand = "BRAND9";
    other.messaging_profile = "profile-9";
    other.content = "template-9";
    other.carrier = "Verizon";
    other.region = "CA";
    for (const int code : {40329, 40003, 40016, 40018, 40312, 40309, 40316}) {
        CHECK(board.add(te::pause_of(te::decide(code, here), other, here)) == te::addition::added);
    }
    asked();
    CHECK(sink == count);
    BENCHMARK("ask, eight pairs of scope and destinations") { asked(); };
    report_ratio("question to a board, eight pairs", "ask", asked, "std::unordered_map<std::string>::find", hashed);
}
