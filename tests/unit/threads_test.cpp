// Eight threads use the same table, documents and reports at once, and each must get the results that one thread gets alone.
// sanitizers.sh runs this under ThreadSanitizer, which shows that reading and deciding share no data that they write.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/system_error.hpp>

#include "catch.hpp"
#include "sample_bodies.hpp"

namespace te = telnyx::errors;
using nlohmann::json;

namespace {

// A result as a string, so that the comparison covers all of it.
std::string in_words(const te::decision& next) {
    std::string words{name(next.step)};
    for (const std::string_view word :
         {name(next.reason), name(next.scope), name(next.remedy), name(next.basis), name(next.consent)}) {
        words.append(" ").append(word);
    }
    return words + ' ' + std::to_string(next.delay.milliseconds()) + ' ' + std::to_string(next.not_before.unix_seconds()) + ' ' +
           std::to_string(next.governing_code);
}

std::string in_words(const te::report_view& report) {
    std::string words{name(report.kind())};
    for (const std::string_view word : {name(report.phase()), name(report.outcome()), report.message_id(), report.event_type(),
                                        report.sender(), report.status(), report.completed_at()}) {
        words.append("|").append(word);
    }
    for (const te::error_view& error : report.errors()) {
        for (const std::string_view word : {error.code.view(), error.title, error.detail, error.pointer, error.info().cause}) {
            words.append("|").append(word);
        }
        words.append(error.title_disagrees() ? "!" : "=").append(std::to_string(error.recipient.value()));
    }
    for (const te::recipient_view& recipient : report.recipients()) {
        words.append("|")
            .append(recipient.phone_number)
            .append("|")
            .append(recipient.status)
            .append("|")
            .append(name(recipient.outcome));
    }
    return words;
}

struct shared_material {
    std::vector<std::string> texts;
    std::vector<json> documents;
    std::vector<te::report> reports;
};

shared_material make_material() {
    shared_material material;
    material.texts = {std::string{sample::refusal}, std::string{sample::failed_webhook}, sample::page_of_96_kilobytes(), "<html>",
                      "[[0]]"};
    for (const std::string& text : material.texts) {
        material.documents.push_back(json::parse(text, nullptr, false));
        material.reports.push_back(te::read(text));
    }
    return material;
}

// Every operation on every input.
std::string everything(const shared_material& material) {
    std::string words;
    te::situation now;
    now.time = te::instant{1768507200};
    now.http_status = 429;
    for (std::int64_t number = 0; number < 50000; number += 7) {
        words.append(te::lookup(number).title).append(in_words(te::decide(number, now)));
    }
    for (const te::code_info& row : te::table) {
        words.append(row.cause).append(name(te::classify(row.number()).retry)).append(row.name);
    }
    for (const std::string& text : material.texts) {
        const te::report report = te::read(text);
        words += in_words(report);
        te::read_each(text, te::phase::delivery, [&](const te::report_view& body) { words += in_words(te::decide(body, now)); });
        words += te::masked(text);
    }
    for (const json& document : material.documents) {
        const te::report_view view = te::read(document);
        words += in_words(view);
        for (std::size_t i = 0; i != view.recipients().size(); ++i) {
            words += in_words(te::decide_for(view, i, now));
        }
    }
    for (const te::report& report : material.reports) {
        const te::report copy = report; // NOLINT(performance-unnecessary-copy-initialization): the test is about copying
        words += in_words(copy) + in_words(te::decide(report, now));
    }
    const std::error_code error = te::code::blocked_stop;
    words += error.message() + error.default_error_condition().message();
    words += error == te::condition::opted_out ? "yes" : "no";
    return words;
}

} // namespace

TEST_CASE("eight threads get the results of one thread") {
    const shared_material material = make_material();
    const std::string expected = everything(material);
    REQUIRE(expected.size() > 100000);
    constexpr std::size_t threads = 8;
    std::vector<std::string> found(threads);
    std::atomic<std::size_t> ready{0};
    std::vector<std::thread> running;
    for (std::size_t i = 0; i != threads; ++i) {
        running.emplace_back([&, i] {
            ++ready;
            while (ready != threads) { // so that all of them run at the same time
                std::this_thread::yield();
            }
            for (int round = 0; round != 3; ++round) {
                found[i] = everything(material);
            }
        });
    }
    for (std::thread& each : running) {
        each.join();
    }
    for (const std::string& words : found) {
        CHECK((words == expected));
    }
}
