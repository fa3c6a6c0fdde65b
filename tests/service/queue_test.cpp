// The queue, the inbox and the judge on a real database file, without sockets. SPDX-License-Identifier: MIT
#include <chrono>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/printing.hpp>

#include "inbox.hpp"

#include "unit/catch.hpp"

namespace {

namespace te = telnyx::errors;
using service::work;

// A service without threads and sockets, on a file that is removed at its end.
struct shop {
    explicit shop(double retries = 100, std::vector<te::amendment> amendments = {})
        : messages(clock, counters, {24, 15, 0.1, std::move(amendments)}, service::retry_budget{retries}) {}
    shop(const shop&) = delete;
    shop& operator=(const shop&) = delete;
    ~shop() { std::filesystem::remove_all(directory); }

    static std::string make_directory() {
        std::string name = (std::filesystem::temp_directory_path() / "telnyx_service_XXXXXX").string();
        return mkdtemp(name.data());
    }
    int submit(const std::string& id, const std::string& recipient = "+13125550100", const std::string& text = "hello") {
        return messages.submit(file, work{id, "+13125550199", recipient, text, "profile-1"});
    }
    static std::optional<work> first_of(const service::claim& found) {
        return found.taken.empty() ? std::nullopt : std::optional<work>{found.taken[0]};
    }
    std::optional<work> claim() { return first_of(messages.claim_to_send(file, 1)); }
    std::optional<work> claim_to_look_up() { return first_of(messages.claim_to_look_up(file, 1)); }
    void respond(const work& sent, int status, const std::string& body) {
        te::situation here;
        here.phase = te::phase::request;
        here.http_status = status;
        here.time = clock.time();
        messages.responded(file, sent, te::read(body, te::phase::request), here);
    }
    void lose(const work& sent, bool never_left = false) {
        te::situation here;
        here.phase = te::phase::request;
        here.never_left = never_left;
        here.time = clock.time();
        messages.responded(file, sent, te::report{}, here);
    }
    void accept(const work& sent, const std::string& message_id) {
        respond(sent, 200,
                R"({"data":{"record_type":"message","id":")" + message_id + R"(","to":[{"phone_number":")" + sent.recipient +
                    R"(","status":"queued"}],"errors":[]}})");
    }
    // A webhook about a message; `errors` is a JSON array.
    bool notify(const std::string& event_id, const std::string& own_id, const std::string& message_id, const std::string& status,
                const std::string& errors = "[]", const std::string& recipient = "+13125550100",
                const std::string& time = "2026-01-01T00:00:00Z") {
        return append(file,
                      R"({"data":{"event_type":"message.finalized","id":")" + event_id + R"(","occurred_at":")" + time +
                          R"(","payload":{"record_type":"message","direction":"outbound","id":")" + message_id +
                          R"(","to":[{"phone_number":")" + recipient + R"(","status":")" + status + R"("}],"errors":)" + errors +
                          "}}}",
                      own_id, 0, clock.now_ms());
    }
    bool inbound(const std::string& event_id, const std::string& text, const std::string& time,
                 const std::string& profile = "profile-1") {
        return append(file,
                      R"({"data":{"event_type":"message.received","id":")" + event_id + R"(","occurred_at":")" + time +
                          R"(","payload":{"record_type":"message","direction":"inbound","messaging_profile_id":")" + profile +
                          R"(","from":{"phone_number":"+13125550100"},"to":[{"phone_number":"+13125550199"}],"text":")" + text +
                          R"("}}})",
                      "", 0, clock.now_ms());
    }
    void judge_all() { judge_events(file, messages, counters, clock); }
    std::string state(const std::string& id) {
        service::rows found = file.query("SELECT state FROM messages WHERE id = ?", id);
        return found.next() ? found.text(0) : "none";
    }
    void make_due() { file.run("UPDATE messages SET due_ms = 0"); }

    std::string directory = make_directory();
    service::database file{directory + "/db"};
    service::service_clock clock{1, 0};
    service::metrics counters{};
    service::queue messages;
};

const std::string stop_refusal = R"({"errors":[{"code":"40300","title":"Blocked due to STOP message","detail":"x"}]})";

TEST_CASE("the database is durable") {
    shop here;
    CHECK(here.file.number("PRAGMA synchronous") == 2);
    service::rows mode = here.file.query("PRAGMA journal_mode");
    REQUIRE(mode.next());
    CHECK(mode.text(0) == "wal");
    CHECK_THROWS_AS(service::database{":memory:"}, std::runtime_error); // has no log
}

TEST_CASE("a message is stored once") {
    shop here;
    CHECK(here.submit("a") == 202);
    CHECK(here.submit("a") == 200);
    CHECK(here.submit("a", "+13125550101") == 409);
    CHECK(here.submit("a", "+13125550100", "other") == 409);
    CHECK(here.file.number("SELECT COUNT(*) FROM messages") == 1);
}

TEST_CASE("a claim is counted before the request, and is not given twice") {
    shop here;
    here.submit("a");
    const std::optional<work> claimed = here.claim();
    REQUIRE(claimed);
    CHECK(claimed->attempt == 1);
    CHECK(here.file.number("SELECT attempt FROM messages WHERE id = 'a'") == 1);
    CHECK(here.file.number("SELECT COUNT(*) FROM attempts WHERE id = 'a'") == 1);
    CHECK(here.state("a") == "sending");
    CHECK_FALSE(here.claim());
}

TEST_CASE("a started attempt without an outcome is looked up after a crash, never resent") {
    shop here;
    here.submit("a");
    REQUIRE(here.claim());
    CHECK(here.messages.recover(here.file) == 1);
    CHECK(here.state("a") == "unknown");
    here.make_due();
    CHECK_FALSE(here.claim());
    const std::optional<work> to_look_up = here.claim_to_look_up();
    REQUIRE(to_look_up);
    CHECK(to_look_up->attempt == 1);
    // Not found within four hours proves nothing.
    te::situation there;
    there.http_status = 200;
    there.elapsed_ms = std::uint64_t{20} * 60000;
    // Five hours pass while the outcome cannot be recorded: the look-up is as old as it was.
    here.file.run("UPDATE attempts SET started_ms = started_ms - ?", std::int64_t{5} * 3600 * 1000);
    here.messages.looked_up(here.file, *to_look_up, te::read(R"({"data":[]})", te::phase::record), there);
    CHECK(here.state("a") == "unknown");
    // After four hours it does: the recipient does not have it.
    there.elapsed_ms = std::uint64_t{4} * 3600 * 1000 + 1000;
    here.make_due();
    const std::optional<work> again = here.claim_to_look_up();
    REQUIRE(again);
    here.messages.looked_up(here.file, *again, te::read(R"({"data":[]})", te::phase::record), there);
    CHECK(here.state("a") == "queued");
    here.make_due();
    const std::optional<work> second = here.claim();
    REQUIRE(second);
    CHECK(second->attempt == 2);
    here.lose(*second);
    here.make_due();
    CHECK(here.claim_to_look_up()->attempt == 2); // the recipient does not have the first one
}

TEST_CASE("a lost response is looked up, a request that never left is sent again") {
    shop here;
    here.submit("a");
    here.lose(*here.claim());
    CHECK(here.state("a") == "unknown");
    here.submit("b");
    here.lose(*here.claim(), true);
    CHECK(here.state("b") == "queued");
}

TEST_CASE("an outcome without the lease keeps the facts, and changes nothing else") {
    shop here;
    here.submit("a");
    work claimed = *here.claim();
    claimed.lease += 1;
    here.accept(claimed, "m-1");
    CHECK(here.state("a") == "sending"); // still leased by the other
    here.messages.recover(here.file);
    const std::optional<work> known = here.claim_to_look_up(); // by the id that the response gave
    REQUIRE(known);
    CHECK(known->message_id == "m-1");
}

TEST_CASE("delivered, and later payloads") {
    shop here;
    here.submit("a");
    here.accept(*here.claim(), "m-1");
    CHECK(here.state("a") == "accepted");
    CHECK(here.notify("e-1", "a", "m-1", "delivered"));
    CHECK_FALSE(here.notify("e-1", "a", "m-1", "delivered")); // the same event again
    here.judge_all();
    CHECK(here.state("a") == "delivered");
    here.notify("e-2", "a", "m-1", "sent");
    here.judge_all();
    CHECK(here.state("a") == "delivered");
    here.notify("e-3", "a", "m-1", "delivery_failed", R"([{"code":"40008"}])");
    here.judge_all();
    CHECK(here.state("a") == "needs_person"); // they contradict each other, and nothing is resent
    here.make_due();
    CHECK_FALSE(here.claim());
}

TEST_CASE("a webhook that overtakes the response") {
    shop here;
    here.submit("a");
    const work claimed = *here.claim();
    here.notify("e-1", "a", "m-1", "delivered");
    here.judge_all();
    CHECK(here.state("a") == "sending"); // whoever sends it writes the state
    here.accept(claimed, "m-1");
    CHECK(here.state("a") == "delivered");
}

TEST_CASE("a webhook for a message that is not known is parked, and found when its id is") {
    shop here;
    here.submit("a");
    const work claimed = *here.claim();
    here.notify("e-1", "", "m-1", "delivered"); // to the URL of the profile
    here.judge_all();
    CHECK(here.file.number("SELECT COUNT(*) FROM events WHERE due_ms IS NOT NULL") == 1);
    here.accept(claimed, "m-1");
    here.judge_all();
    CHECK(here.state("a") == "delivered");
}

TEST_CASE("a late delivery of an earlier attempt stops the next one") {
    shop here;
    here.submit("a");
    here.accept(*here.claim(), "m-1");
    here.notify("e-1", "a", "m-1", "delivery_failed", R"([{"code":"40008"}])");
    here.judge_all();
    CHECK(here.state("a") == "queued");
    here.notify("e-2", "a", "m-1", "delivered");
    here.judge_all();
    CHECK(here.state("a") == "needs_person");
    here.make_due();
    CHECK_FALSE(here.claim());
}

// What GET /v2/messages/m-1 answers.
std::string stored(const std::string& status, const std::string& errors = "[]") {
    return R"({"data":{"record_type":"message","direction":"outbound","id":"m-1","to":[{"phone_number":"+13125550100","status":")" +
           status + R"("}],"errors":)" + errors + "}}";
}

TEST_CASE("a message that was accepted and failed is looked up before it is resent") {
    shop here;
    const auto time_passes = [&here] {
        here.make_due();
        here.file.run("DELETE FROM pauses"); // toward this recipient, for some minutes
    };
    const auto fail = [&here, &time_passes] {
        here.submit("a");
        here.accept(*here.claim(), "m-1");
        here.notify("e-1", "a", "m-1", "delivery_failed", R"([{"code":"40008"}])");
        here.judge_all();
        CHECK(here.state("a") == "queued");
        const std::int64_t wait = here.file.number("SELECT due_ms FROM messages") - here.clock.now_ms();
        CHECK(wait > 15 * 60000 - 10000); // webhooks overtake each other
        CHECK(wait <= 30 * 60000);
        time_passes();
    };
    const auto answer = [&here](int status, const std::string& body) {
        const std::optional<work> claimed = here.claim();
        REQUIRE(claimed);
        CHECK(claimed->message_id == "m-1");
        CHECK(claimed->state == "verifying");
        CHECK(here.state("a") == "verifying");
        CHECK(here.file.number("SELECT COUNT(*) FROM attempts") == 1); // nothing is started
        CHECK_FALSE(here.claim_to_look_up());                          // nor done twice
        te::situation there;
        there.phase = te::phase::record;
        there.http_status = status;
        there.time = here.clock.time();
        CHECK(here.messages.looked_up(here.file, *claimed, te::read(body, te::phase::record), there));
    };
    SECTION("it arrived") {
        fail();
        answer(200, stored("delivered"));
        CHECK(here.state("a") == "needs_person");
        here.make_due();
        CHECK_FALSE(here.claim());
    }
    SECTION("it failed") {
        fail();
        answer(200, stored("delivery_failed", R"([{"code":"40008"}])"));
        CHECK(here.state("a") == "verified");
        CHECK(here.claim()->attempt == 2); // at once
    }
    SECTION("it failed, and must wait for a day") {
        here.submit("a");
        here.accept(*here.claim(), "m-1");
        here.notify("e-1", "a", "m-1", "delivery_failed", R"([{"code":"40020"}])", "+13125550100",
                    std::string{te::to_text(here.clock.time()).view()});
        here.judge_all();
        CHECK(here.state("a") == "held");
        here.file.run("UPDATE attempts SET failed_at = failed_at - 2 * 86400 WHERE failed_at <> 0"); // two days pass
        time_passes();
        CHECK_FALSE(here.claim()); // judged again
        CHECK(here.state("a") == "queued");
        time_passes();
        answer(200, stored("delivery_failed", R"([{"code":"40020"}])"));
        CHECK(here.state("a") == "verified"); // the look-up tells of the same failure: its wait does not begin again
        CHECK(here.claim()->attempt == 2);
    }
    SECTION("the look-up fails") {
        fail();
        for (const auto& [status, body] : {std::pair<int, std::string>{503, "<html>"}, {0, ""}, {200, "{}"}, {404, "{}"}}) {
            answer(status, body);
            CHECK(here.state("a") == "queued");
            CHECK(here.file.number("SELECT due_ms FROM messages") > here.clock.now_ms() + 60000);
            time_passes();
        }
    }
    SECTION("it arrives before the look-up") {
        fail();
        here.notify("e-2", "a", "m-1", "delivered");
        here.judge_all();
        CHECK(here.state("a") == "needs_person");
        CHECK_FALSE(here.claim());
        CHECK_FALSE(here.claim_to_look_up());
    }
    SECTION("the first report of the failure is a look-up: it waits all the same") {
        here.submit("a");
        here.accept(*here.claim(), "m-1");
        here.make_due();
        const std::optional<work> claimed = here.claim_to_look_up();
        REQUIRE(claimed);
        te::situation there;
        there.phase = te::phase::record;
        there.http_status = 200;
        there.time = here.clock.time();
        const std::string body = stored("delivery_failed", R"([{"code":"40008"}])");
        here.messages.looked_up(here.file, *claimed, te::read(body, te::phase::record), there);
        CHECK(here.state("a") == "queued");
        CHECK(here.file.number("SELECT due_ms FROM messages") > here.clock.now_ms() + 15 * 60000 - 10000);
    }
    SECTION("the resend is lost, and never found") {
        fail();
        answer(200, stored("delivery_failed", R"([{"code":"40008"}])"));
        here.file.run("DELETE FROM pauses");
        here.lose(*here.claim());
        CHECK(here.state("a") == "unknown");
        here.make_due();
        const std::optional<work> second = here.claim_to_look_up();
        REQUIRE(second);
        CHECK(second->attempt == 2);
        te::situation there;
        there.phase = te::phase::record;
        there.http_status = 200;
        there.elapsed_ms = std::uint64_t{5} * 3600 * 1000;
        here.messages.looked_up(here.file, *second, te::read(R"({"data":[]})", te::phase::record), there);
        CHECK(here.state("a") == "queued");
        time_passes();
        const std::optional<work> first = here.claim(); // Telnyx knows the first one: it is looked up
        REQUIRE(first);
        CHECK(first->message_id == "m-1");
        there.time = here.clock.time();
        const std::string body = stored("delivery_failed", R"([{"code":"40008"}])");
        here.messages.looked_up(here.file, *first, te::read(body, te::phase::record), there);
        CHECK(here.state("a") == "verified");
        CHECK(here.claim()->attempt == 3);
    }
    SECTION("the process ends before the response") {
        fail();
        CHECK(here.claim());
        CHECK(here.messages.recover(here.file) == 1);
        CHECK_FALSE(here.claim());
        CHECK(here.claim_to_look_up()->message_id == "m-1");
    }
}

TEST_CASE("what a refusal leads to") {
    const struct {
        int status;
        const char* body;
        const char* state;
    } rows[] = {
        {400, R"({"errors":[{"code":"40310"}]})", "failed"},       // an invalid number
        {429, R"({"errors":[{"code":"10011"}]})", "queued"},       // too many requests
        {503, "<html>", "unknown"},                                // may have been accepted
        {500, R"({"errors":[{"code":"10007"}]})", "unknown"},      // the same
        {403, R"({"errors":[{"code":"40312"}]})", "needs_person"}, // the profile is disabled
        {400, R"({"errors":[{"code":"99999"}]})", "needs_person"}, // an unknown code
        {200, "", "accepted"},                                     // success, and nothing in it: looked up by its URL
        {307, "", "needs_person"},
    };
    for (const auto& row : rows) {
        shop here;
        here.submit("a");
        here.respond(*here.claim(), row.status, row.body);
        CHECK(here.state("a") == row.state);
    }
}

TEST_CASE("nobody is sent to after STOP") {
    shop here;
    here.submit("a");
    here.submit("b", "+13125550101");
    here.inbound("e-1", "STOP", "2026-01-01T00:00:00.5Z");
    CHECK(here.claim()->id == "b"); // at once: nothing was judged yet
    CHECK(here.state("a") == "suppressed");
    here.inbound("e-2", "START", "2026-01-01T00:00:00.25Z"); // late: they wrote it before
    CHECK(is_opted_out(here.file, "profile-1", "+13125550100"));
    CHECK_FALSE(is_opted_out(here.file, "profile-2", "+13125550100"));
    here.inbound("e-3", "START", "2026-01-01T00:00:01Z");
    CHECK_FALSE(is_opted_out(here.file, "profile-1", "+13125550100"));
    CHECK(here.state("a") == "suppressed"); // START revives nothing
    here.submit("c");
    CHECK(here.claim()->id == "c");
    here.inbound("e-4", "STOP", "2026-01-01T00:00:02Z", "");
    CHECK(is_opted_out(here.file, "profile-2", "+13125550100")); // without a profile: of all
    here.inbound("e-5", "START", "not a time");
    CHECK(is_opted_out(here.file, "profile-1", "+13125550100"));
}

TEST_CASE("a refusal because of STOP suppresses the recipient until START") {
    shop here;
    here.submit("a");
    here.submit("b");
    here.respond(*here.claim(), 409, stop_refusal);
    CHECK(here.state("a") == "suppressed");
    CHECK_FALSE(here.claim());
    CHECK(here.state("b") == "suppressed");
    here.inbound("e-1", "START", "2199-01-01T00:00:00Z");
    here.submit("c");
    CHECK(here.claim());
}

TEST_CASE("what fails in the same way is held back, and survives a restart") {
    shop here;
    here.submit("a");
    here.submit("b", "+13125550101");
    here.respond(*here.claim(), 403, R"({"errors":[{"code":"40312"}]})"); // the profile is disabled
    CHECK_FALSE(here.claim());
    CHECK(here.state("b") == "blocked");
    const auto may_send = [&here](const work& message) {
        return board_for(here.file, message).ask(ids_of(message), here.clock.time()).may_send;
    };
    CHECK_FALSE(may_send(work{"x", "+13125550198", "+13125550102", "hi", "profile-1"}));
    CHECK(may_send(work{"x", "+13125550198", "+13125550102", "hi", "profile-2"}));
    CHECK(lift_pauses(here.file, "b", here.clock.time()));
    CHECK(here.claim()->id == "b");
}

TEST_CASE("a pause with narrower keys wakes what it held back") {
    shop here;
    // T-Mobile's daily cap is that of a brand, which the service does not know: the sender is paused instead, toward the carrier.
    here.submit("a");
    here.accept(*here.claim(), "m-1");
    for (const char* const id : {"b", "c"}) {
        here.submit(id, std::string{"+1312555011"} + (id[0] == 'b' ? "1" : "2"));
        here.file.run("UPDATE messages SET carrier = 't-mobile usa' WHERE id = ?", id);
    }
    here.submit("d", "+13125550113");
    here.file.run("UPDATE messages SET carrier = 'Verizon' WHERE id = 'd'");
    append(here.file,
           R"({"data":{"event_type":"message.finalized","id":"e-1","payload":{"record_type":"message","direction":"outbound",)"
           R"("id":"m-1","to":[{"phone_number":"+13125550100","status":"delivery_failed","carrier":"T-Mobile USA"}],)"
           R"("errors":[{"code":"40016"}]}}})",
           "a", 1, here.clock.now_ms());
    here.judge_all();
    CHECK(here.claim()->id == "d");
    CHECK_FALSE(here.claim());
    CHECK(here.state("b") == "paused");
    CHECK(here.state("c") == "paused");
    CHECK(here.file.text("SELECT json_extract(pause, '$.scope') FROM pauses") == "sender");
    // One message says what holds it back by another name: it is woken all the same.
    here.file.run("UPDATE messages SET decision = 'null' WHERE id = 'c'");
    CHECK(lift_pauses(here.file, "b", here.clock.time()));
    CHECK(here.file.number("SELECT COUNT(*) FROM pauses") == 0);
    CHECK(here.claim());
    CHECK(here.claim());
    CHECK(here.state("b") == "sending");
    CHECK(here.state("c") == "sending");
}

TEST_CASE("a success wakes what waited for it, and nothing else") {
    shop here;
    here.submit("a");
    const work late = *here.claim();
    here.submit("b");
    here.respond(*here.claim(), 403, R"({"errors":[{"code":"40312"}]})"); // the profile is disabled: a person must act
    here.submit("c", "+13125550101");
    CHECK_FALSE(here.claim());
    CHECK(here.state("c") == "blocked");
    here.accept(late, "m-1");
    CHECK(here.state("c") == "blocked");
}

TEST_CASE("only a delivery shows that a carrier works again") {
    shop here;
    const std::string now{te::to_text(here.clock.time()).view()};
    here.submit("a");
    here.accept(*here.claim(), "m-1");
    here.submit("b", "+13125550101"); // its carrier is not known: it is sent, after the failure
    work claimed = *here.claim();
    claimed.started_ms += 2000;
    claimed.carrier = "ACME";
    const auto tell = [&](const char* event, const char* id, const char* message_id, const char* recipient, const char* status,
                          const char* errors) {
        append(here.file,
               R"({"data":{"event_type":"message.finalized","id":")" + std::string{event} + R"(","occurred_at":")" + now +
                   R"(","payload":{"record_type":"message","direction":"outbound","id":")" + message_id +
                   R"(","to":[{"phone_number":")" + recipient + R"(","status":")" + status + R"(","carrier":"ACME"}],"errors":)" +
                   errors + "}}}",
               id, 1, here.clock.now_ms());
        here.judge_all();
    };
    tell("e-1", "a", "m-1", "+13125550100", "delivery_failed", R"([{"code":"40006"}])");
    CHECK(here.file.number("SELECT COUNT(*) FROM pauses WHERE toward_key = 'acme'") == 1);
    here.file.run("UPDATE attempts SET started_ms = started_ms + 2000 WHERE id = 'b'");
    here.accept(claimed, "m-2");
    CHECK(here.file.number("SELECT COUNT(*) FROM pauses") == 1); // Telnyx accepted it: that is not the carrier
    tell("e-2", "b", "m-2", "+13125550101", "delivered", "[]");
    CHECK(here.file.number("SELECT COUNT(*) FROM pauses") == 0);
}

TEST_CASE("a pause that is rolled back is gone") {
    shop here;
    here.submit("a");
    const work claimed = *here.claim();
    {
        service::writer changes{here.file};
        CHECK_THROWS_AS(changes.run([&](service::database&) -> int {
            here.respond(claimed, 403, R"({"errors":[{"code":"40312"}]})");
            throw std::runtime_error{"no"};
        }),
                        std::runtime_error);
    }
    CHECK(here.state("a") == "sending");
    CHECK(here.file.number("SELECT COUNT(*) FROM pauses") == 0);
    here.submit("b", "+13125550101");
    CHECK(here.claim()->id == "b");
}

TEST_CASE("the operator's own judgements") {
    shop usual;
    shop strict{100, {te::amend(10011, te::retry_class::permanent)}};
    for (shop* const here : {&usual, &strict}) {
        here->submit("a");
        here->respond(*here->claim(), 429, R"({"errors":[{"code":"10011"}]})");
    }
    CHECK(usual.state("a") == "queued");
    CHECK(strict.state("a") == "failed");
    CHECK(strict.file.text("SELECT json_extract(decision, '$.basis') FROM messages") == "amended");
}

TEST_CASE("a person decides") {
    shop here;
    here.submit("a");
    here.respond(*here.claim(), 400, R"({"errors":[{"code":"99999"}]})");
    CHECK(here.state("a") == "needs_person");
    CHECK(here.messages.release(here.file, "a", true, false));
    const std::optional<work> again = here.claim();
    REQUIRE(again);
    CHECK(again->attempt == 2);
    CHECK_FALSE(here.messages.release(here.file, "a", true, true)); // it is under way
    here.accept(*again, "m-2");
    here.notify("e-1", "a", "m-2", "delivered");
    here.notify("e-2", "a", "m-2", "delivery_failed", R"([{"code":"40008"}])");
    here.judge_all();
    CHECK_FALSE(here.messages.release(here.file, "a", true, false)); // they may have it
    CHECK(here.messages.release(here.file, "a", false, false));
    CHECK(here.state("a") == "closed");
}

TEST_CASE("the budget limits retries, not first attempts") {
    shop here{1};
    for (const char* const id : {"a", "b", "c"}) {
        here.submit(id, std::string{"+1312555010"} + id[0]);
        here.lose(*here.claim(), true);
    }
    here.make_due();
    CHECK(here.claim());
    CHECK_FALSE(here.claim());
    here.submit("d");
    CHECK(here.claim()->id == "d");
}

TEST_CASE("changes are durable together, and one that fails changes nothing") {
    shop here;
    service::writer changes{here.file};
    CHECK(changes.run([](service::database& file) { return file.run("INSERT INTO settings VALUES('x', 1)"); }) == 1);
    const auto failing = [](service::database& file) -> int {
        file.run("INSERT INTO settings VALUES('y', 1)");
        throw std::runtime_error{"no"};
    };
    CHECK_THROWS_AS(changes.run(failing), std::runtime_error);
    service::database other{here.directory + "/db"};
    CHECK(other.number("SELECT COUNT(*) FROM settings") == 1);
    // Somebody else holds the lock: the caller is told within its patience.
    other.run("BEGIN IMMEDIATE");
    const auto before = std::chrono::steady_clock::now();
    CHECK_THROWS(
        changes.run([](service::database& file) { return file.run("DELETE FROM settings"); }, std::chrono::milliseconds{900}));
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds{1});
    other.run("ROLLBACK");
    CHECK(other.number("SELECT COUNT(*) FROM settings") == 1);
}

TEST_CASE("what was refused until something changes is resent, and a person may decide earlier") {
    shop here;
    const std::int64_t before = here.clock.now_ms();
    const char* const codes[] = {"40320", "40330", "10036", "40151", "40157"}; // a hold without an end that the calendar knows
    for (const char* const code : codes) {
        INFO(code);
        here.file.run("DELETE FROM pauses");
        here.submit(code);
        here.respond(*here.claim(), 400, R"({"errors":[{"code":")" + std::string{code} + R"("}]})");
        CHECK(here.state(code) == "queued");
        CHECK(here.file.number("SELECT due_ms FROM messages WHERE id = ?", code) >= before + 60000);
        CHECK_FALSE(here.claim());
        here.file.run("DELETE FROM pauses"); // it lasts as long
        here.make_due();
        const std::optional<work> again = here.claim();
        REQUIRE(again);
        CHECK(again->attempt == 2);
        here.accept(*again, "m-" + std::string{code});
        CHECK(here.state(code) == "accepted");
        here.file.run("UPDATE messages SET state = 'closed'");
    }
    // The policy holds no message longer than 72 hours.
    here.submit("late");
    here.respond(*here.claim(), 400, R"({"errors":[{"code":"40320"}]})");
    here.file.run("DELETE FROM pauses");
    here.file.run("UPDATE messages SET due_ms = 0, first_ms = first_ms - ? WHERE id = 'late'", std::int64_t{73} * 3600 * 1000);
    here.respond(*here.claim(), 400, R"({"errors":[{"code":"40320"}]})");
    CHECK(here.state("late") == "needs_person");
    // A hold with an end waits for it, unless a person decides.
    for (const bool resend : {true, false}) {
        const std::string id = resend ? "r" : "c";
        here.file.run("DELETE FROM pauses");
        here.submit(id, "+13125550102");
        here.accept(*here.claim(), "m-" + id);
        here.notify("e-" + id, id, "m-" + id, "delivery_failed", R"([{"code":"40020"}])", "+13125550102",
                    std::string{te::to_text(here.clock.time()).view()});
        here.judge_all();
        CHECK(here.state(id) == "held");
        CHECK(here.messages.release(here.file, id, resend, false));
        CHECK(here.state(id) == (resend ? "queued" : "closed"));
        here.file.run("DELETE FROM pauses");
        CHECK(here.claim().has_value() == resend);
    }
}

TEST_CASE("a number that Telnyx spells otherwise") {
    shop here;
    const auto in_response = [](const char* id) {
        return R"({"data":{"record_type":"message","id":")" + std::string{id} +
               R"(","to":[{"phone_number":"+525512345678","status":"queued","carrier":"Telcel"}],"errors":[]}})";
    };
    here.submit("a", "+5215512345678");
    here.respond(*here.claim(), 200, in_response("m-1"));
    CHECK(here.state("a") == "accepted");
    CHECK(here.file.text("SELECT carrier FROM messages") == "Telcel");
    here.notify("e-1", "a", "m-1", "delivered", "[]", "+525512345678");
    here.judge_all();
    CHECK(here.state("a") == "delivered");
    // A path is an untrusted pointer: without Telnyx's id the number must be that of the message.
    here.submit("b", "+5215512345678");
    const work claimed = *here.claim();
    here.notify("e-2", "b", "m-2", "delivered", "[]", "+525512345678");
    here.judge_all();
    here.lose(claimed);
    CHECK(here.state("b") == "unknown");
}

TEST_CASE("a profile has one spelling") {
    shop here;
    CHECK(here.messages.submit(here.file, work{"a", "+13125550199", "+13125550100", "x", "4001-ABCD"}) == 202);
    CHECK(here.messages.submit(here.file, work{"a", "+13125550199", "+13125550100", "x", "4001-abcd"}) == 200);
    here.inbound("e-1", "STOP", "2026-01-01T00:00:00Z", "4001-abcD");
    CHECK_FALSE(here.claim());
    CHECK(here.state("a") == "suppressed");
}

TEST_CASE("a pause that cannot be read holds nothing back, and one that is written otherwise can be lifted") {
    shop here;
    here.submit("a");
    here.file.run("INSERT INTO pauses VALUES('not JSON', '+13125550199', '', 9223372036854775807)");
    here.file.run("INSERT INTO pauses VALUES('{}', '+13125550199', '', 9223372036854775807)");
    here.respond(*here.claim(), 403, R"({"errors":[{"code":"40312"}]})"); // the profile is disabled
    here.file.run("UPDATE pauses SET pause = json_set(pause, '$.more', 1) WHERE scope_key = 'profile-1'");
    here.submit("b", "+13125550101");
    CHECK_FALSE(here.claim());
    CHECK(here.state("b") == "blocked");
    CHECK(lift_pauses(here.file, "b", here.clock.time()));
    CHECK(here.claim()->id == "b");
}

TEST_CASE("parked webhooks wait longer each time, and cost nothing") {
    shop here;
    here.notify("e-1", "", "m-9", "delivered");
    const auto wait = [&here](std::int64_t age_ms) {
        here.file.run("UPDATE events SET due_ms = 0, received_ms = ?", here.clock.now_ms() - age_ms);
        here.judge_all();
        return here.file.number("SELECT due_ms FROM events") - here.clock.now_ms();
    };
    CHECK(wait(0) > 9000);
    CHECK(wait(0) <= 10000);
    CHECK(wait(3600000) > 3590000);
    CHECK(wait(23 * 3600000) <= 3600000); // at most a day in all
    wait(25 * 3600000);
    CHECK(here.file.number("SELECT COUNT(*) FROM events WHERE due_ms IS NULL") == 1);
    const auto plan = [&here](const char* sql) {
        service::rows found = here.file.query(sql, "m-9");
        return found.next() ? found.text(3) : "";
    };
    CHECK(plan("EXPLAIN QUERY PLAN UPDATE events SET due_ms = 0 WHERE message_id = ? AND due_ms IS NOT NULL")
              .find("USING INDEX events_parked") != std::string::npos);
    // Only the first payload with an id asks for them.
    here.submit("a");
    const work claimed = *here.claim();
    here.accept(claimed, "m-1");
    here.file.run("UPDATE events SET due_ms = 1, message_id = 'm-1'");
    here.accept(claimed, "m-1");
    CHECK(here.file.number("SELECT due_ms FROM events") == 1);
}

TEST_CASE("all old webhooks are removed") {
    shop here;
    const std::int64_t now = here.clock.now_ms();
    here.file.run("BEGIN");
    for (int i = 0; i != 2500; ++i) {
        here.file.run("INSERT INTO events VALUES(?, '', 0, '', 'x', ?, NULL)", "e" + std::to_string(i), now - 11 * service::day_ms);
    }
    here.file.run("INSERT INTO events VALUES('new', '', 0, '', 'x', ?, NULL)", now);
    here.file.run("INSERT INTO events VALUES('waits', '', 0, '', 'x', ?, ?)", now - 11 * service::day_ms, now);
    here.file.run("COMMIT");
    int rounds = 1;
    while (tidy(here.file, here.clock)) {
        ++rounds;
    }
    CHECK(rounds == 3);
    CHECK(here.file.number("SELECT COUNT(*) FROM events") == 2);
}

TEST_CASE("a database of version 1") {
    std::string directory = shop::make_directory();
    const std::string path = directory + "/db";
    sqlite3* old = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &old) == SQLITE_OK);
    REQUIRE(sqlite3_exec(old, service::schema, nullptr, nullptr, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_exec(old, R"(
        INSERT INTO messages(id, sender, recipient, text, profile, content, state, due_ms, attempt)
            VALUES('a', 's', '+13125550100', 'x', '4001-ABCD', 'c', 'unknown', 0, 1);
        INSERT INTO attempts(id, attempt, started_ms, started_wall_ms) VALUES('a', 1, 5, 6);
        INSERT INTO consents VALUES('4001-ABCD', '+13125550100', 1, 7), ('4001-abcd', '+13125550100', 0, 5),
            ('4001-ABCD', '+13125550101', 1, 7), ('4001-abcd', '+13125550101', 0, 9), ('4001-ABCD', '+13125550102', 1, 7);
        INSERT INTO pauses VALUES('not JSON', 'ABC', '', 1), ('{"scope":"sender","scope_key":"ACME"}', 'ACME', '', 1),
            ('{"scope":"profile","scope_key":"4001-ABCD"}', '4001-ABCD', '', 1);)",
                         nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(old);
    for (int i = 0; i != 2; ++i) {
        service::database file{path};
        CHECK(file.number("PRAGMA user_version") == 2);
        CHECK(file.number("SELECT started_boot_ms FROM attempts") == 0);
        CHECK(file.text("SELECT profile FROM messages") == "4001-abcd");
        CHECK(is_opted_out(file, "4001-abcd", "+13125550100"));
        CHECK_FALSE(is_opted_out(file, "4001-abcd", "+13125550101"));
        CHECK(is_opted_out(file, "4001-abcd", "+13125550102"));
        CHECK(file.number("SELECT COUNT(*) FROM consents") == 3);
        CHECK(file.text("SELECT pause FROM pauses WHERE scope_key = '4001-abcd'") ==
              R"({"scope":"profile","scope_key":"4001-abcd"})");
        CHECK(file.number("SELECT COUNT(*) FROM pauses WHERE scope_key IN ('ABC', 'ACME')") == 2);
    }
    {
        service::database newer{path};
        newer.run("PRAGMA user_version = 3");
    }
    CHECK_THROWS_AS(service::database{path}, std::runtime_error);
    std::filesystem::remove_all(directory);
}

// Takes a minute: the label "long".
TEST_CASE("a claim waits as long as the disk takes", "[.slow]") {
    shop here;
    here.submit("a");
    service::writer changes{here.file};
    const auto slow = [&here](service::database& file) {
        std::this_thread::sleep_for(std::chrono::seconds{61});
        return here.messages.claim_to_send(file, 1);
    };
    CHECK(changes.run(slow).taken.size() == 1);
}

TEST_CASE("times of opt-outs") {
    CHECK(service::nanoseconds_of("1970-01-01T00:00:01Z") == 1000000000);
    CHECK(service::nanoseconds_of("1970-01-01T00:00:01.5Z") == 1500000000);
    CHECK(service::nanoseconds_of("1970-01-01T01:00:00.000000001+01:00") == 1);
    CHECK(service::nanoseconds_of("1970-01-01T00:00:00.1234567899Z") == 123456789);
    CHECK(service::nanoseconds_of("yesterday") == 0);
}

} // namespace
