// The proof of examples/service: a campaign through fake_telnyx, and kill -9 at seeded random moments while requests are in flight.
// What is counted is counted from the ledger of fake_telnyx, never from the service's own log.
//
//     proof small|full [SEED]
//
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string_view>

#include "harness.hpp"

namespace {

using namespace harness;

// How a message of each scenario must end. Written by hand from the sentences of `fake_telnyx --list`.
struct expectation {
    const char* scenario;
    int handset;             // how often the recipient gets it; -1: 0 or 1
    const char* states;      // one of these
    bool takes_days = false; // of the service's time: left out of the small run
    bool pauses_all = false; // each response pauses the account, for a time that is not compressed: few of them
};

constexpr const char* gets_through = "delivered";

const std::vector<expectation> expectations{
    {"delivered", 1, gets_through},
    {"slow", 1, gets_through},
    {"no_webhooks", 1, gets_through},
    {"sent_only", 1, gets_through},
    {"finalized_only", 1, gets_through},
    {"swapped", 1, gets_through},
    {"duplicates", 1, gets_through},
    {"unconfirmed", 1, "unconfirmed"},
    {"unconfirmed_lost", 0, "unconfirmed"},
    {"unconfirmed_then_delivered", 1, gets_through},
    {"delivered_then_failed", 1, "needs_person"}, // the reports contradict each other
    {"failed_then_delivered", 1, "needs_person"},
    {"undeliverable", 0, "needs_person", true},
    {"undeliverable_twice", 1, gets_through, true},
    {"carrier_down_twice", 1, gets_through, true},
    {"landline", 0, "failed"},
    {"spam_filter", 0, "failed"},
    {"expired_in_queue", 0, "needs_person", true},
    {"failed_without_a_code", 0, "needs_person"},
    {"failed_in_the_response", 0, "failed"},
    {"unknown_code", 0, "needs_person"},
    {"unknown_status", 1, "needs_person", true},
    {"unknown_event", 1, gets_through},
    {"odd_bytes", 1, gets_through},
    {"stop", 1, gets_through},
    {"stop_and_start", 1, gets_through},
    {"opted_out_before", 0, "suppressed"},
    {"lost_response", 1, gets_through},
    {"lost_request", 1, gets_through},
    {"overtaken", 1, gets_through},
    {"late_response", 1, gets_through},
    {"slow_drip", 1, gets_through},
    {"truncated", 1, gets_through},
    {"empty_response", 1, gets_through},
    {"redirect", 0, "needs_person", false, true}, // it blocks the account until a person lifts that
    {"error_after_acceptance", 1, gets_through},
    {"error_before_acceptance", 1, gets_through},
    {"unexpected_error", 1, gets_through},
    {"rate_limited", 1, gets_through},
    {"rate_limited_retry_after", 1, gets_through, false, true},
    {"rate_limited_milliseconds", 1, gets_through, false, true},
    {"rate_limited_reset", 1, gets_through, false, true},
    {"rate_limited_reset_time", 1, gets_through, false, true},
    {"rate_limited_html", 1, gets_through},
    {"invalid_number", 0, "failed"},
    {"content_refused", 0, "failed"},
    {"profile_disabled", 0, "needs_person blocked"},
    {"queue_full", 1, gets_through},
    {"upstream_rate", 1, gets_through},
    {"t_mobile_cap", 1, gets_through},
    {"at_and_t_cap", 1, gets_through},
    {"spend_limit", 1, gets_through}, // over the limit it waits until the next day
    {"short_outage", 1, gets_through},
    {"sender_not_ready", 1, gets_through}, // nothing but a resend shows that it is ready
};

bool has_word(const std::string& words, const std::string& word) {
    return (" " + words + " ").find(" " + word + " ") != std::string::npos;
}

struct size_of_run {
    int messages, kills;
    double per_second; // messages that are given to the service
    int speed;         // of the time of both
    int requests;      // at once
    int longest;       // seconds until all must be done
    bool days;
};
constexpr size_of_run small_run{600, 5, 100, 2400, 24, 120, false};
constexpr size_of_run full_run{10000, 24, 150, 1200, 48, 900, true};

// One message, and what must become of it.
struct planned {
    std::string id, scenario, from, profile, to, states;
    int handset = 1;        // -1: 0 or 1
    bool persistent = true; // the request is repeated until it is acknowledged
    bool acknowledged = false;
    bool never_requested = false; // enqueued after STOP was acknowledged
};

// A message is sent, or a recipient writes.
struct action {
    std::size_t message = 0;
    std::string text{}, recipient{}, profile{}, sender{};
};

class campaign {
public:
    campaign(const size_of_run& size, std::uint64_t seed) : size_(size), random_(seed) { plan(); }

    std::vector<planned> messages;
    std::vector<action> actions;
    std::vector<action> last;    // after all STOP and START are acknowledged
    std::set<std::string> wrote; // recipients who wrote STOP or START
    std::size_t scenarios = 0;

private:
    std::size_t add(const std::string& scenario, std::size_t row, const std::string& to, int handset, const std::string& states) {
        const std::size_t count = messages.size();
        planned made;
        made.id = "m" + std::to_string(count);
        made.scenario = scenario;
        made.from = "+15550" + std::to_string(100000 + row);
        made.profile = "profile-" + scenario;
        made.to = to;
        made.handset = handset;
        made.states = states;
        made.persistent = random_.below(50) != 0;
        messages.push_back(made);
        return count;
    }

    static std::string number_of(std::size_t row, std::size_t count) {
        return "+1" + std::to_string(201 + row) + std::to_string(2000000 + count);
    }

    void plan() {
        const std::size_t most_pausing = size_.days ? 6 : 2; // of each such scenario
        std::vector<expectation> played;
        for (const expectation& each : expectations) {
            if (size_.days || !each.takes_days) {
                played.push_back(each);
            }
        }
        scenarios = played.size();
        const auto row_of = [](const std::string& name) {
            for (std::size_t i = 0; i != expectations.size(); ++i) { // in the order of fake_telnyx
                if (expectations[i].scenario == name) {
                    return i;
                }
            }
            give_up("no scenario " + name);
        };
        const int people = size_.messages / 50; // who write
        int left = size_.messages;
        std::size_t count = 0;
        // People who write: three messages each, one before STOP, one about that time, one after everything.
        std::vector<std::vector<action>> later;
        for (int i = 0; i != people; ++i) {
            const bool starts = i % 2 == 1;
            const std::string to = number_of(0, count++);
            wrote.insert(to);
            const std::size_t first = add("delivered", 0, to, -1, "delivered suppressed");
            const std::size_t second = add("delivered", 0, to, -1, "delivered suppressed");
            const std::size_t third = add("delivered", 0, to, starts ? 1 : 0, starts ? gets_through : "suppressed");
            messages[third].never_requested = !starts;
            messages[third].persistent = true;
            const action stop{0, "STOP", to, messages[first].profile, messages[first].from};
            later.push_back({action{first}, stop, action{second}});
            if (starts) {
                later.back().push_back({0, "START", to, messages[first].profile, messages[first].from});
            }
            last.push_back(action{third});
            left -= 3;
        }
        for (std::size_t i = 0; left > 0; ++i) {
            const expectation& each = played[i % played.size()];
            if (each.pauses_all && i / played.size() >= most_pausing) {
                continue;
            }
            const std::size_t row = row_of(each.scenario);
            const std::string to = number_of(row, count++);
            actions.push_back({add(each.scenario, row, to, each.handset, each.states)});
            --left;
            const std::string name = each.scenario;
            if ((name == "stop" || name == "stop_and_start") && left > 0) {
                const bool starts = name != "stop";
                const std::size_t second = add(name, row, to, starts ? 1 : 0, starts ? gets_through : "suppressed");
                messages[second].never_requested = !starts;
                messages[second].persistent = true;
                wrote.insert(to);
                last.push_back(action{second});
                messages[actions.back().message].persistent = true; // without it there would be no STOP
                --left;
            }
        }
        for (std::size_t i = actions.size(); i > 1; --i) {
            std::swap(actions[i - 1], actions[random_.below(i)]);
        }
        // What belongs together keeps its order; START comes a while after STOP.
        for (const std::vector<action>& each : later) {
            std::size_t place = random_.below(actions.size() * 3 / 4);
            for (const action& one : each) {
                place += one.text == "START" ? 50 : random_.below(8);
                place = std::min(place, actions.size());
                actions.insert(actions.begin() + static_cast<std::ptrdiff_t>(place), one);
                ++place;
            }
        }
    }

    size_of_run size_;
    random_source random_;
};

const char* const final_states[] = {"delivered",  "unconfirmed", "unreported",   "failed", "cancelled",
                                    "suppressed", "closed",      "needs_person", "blocked"};

class proof {
public:
    proof(const size_of_run& size, std::uint64_t seed)
        : size_(size), seed_(seed), random_(seed * 7919 + 1), plan_(size, seed), database_(files_ / "service.db"),
          port_(free_port()) {
        std::ofstream{files_ / "key"} << "KEY\n";
        fake_ = std::make_unique<process>(
            std::vector<std::string>{FAKE_TELNYX, "--seed", std::to_string(seed), "--speed", std::to_string(size.speed),
                                     "--profile-webhook-url", url() + "/webhooks", "--webhook-attempts", "10", "--webhook-backoff",
                                     "50", "--webhook-threads", "24", "--threads", "200"},
            files_ / "fake.log");
        const std::string port = fake_->line_after("listening on ");
        key_ = fake_->line_after("public key ");
        if (key_.empty()) {
            give_up("fake_telnyx does not start");
        }
        fake_port_ = std::stoi(port);
    }

    int run() {
        std::cout << "proof: " << plan_.messages.size() << " messages, " << plan_.scenarios << " scenarios, " << size_.kills
                  << " kills, seed " << seed_ << std::endl;
        const clock::time_point begin = clock::now();
        start();
        try_a_second_service();
        std::thread sender{[this] { send_all(); }};
        std::thread person{[this] { act_as_a_person(); }};
        try {
            kill_again_and_again();
            killed_often_enough_ = true;
            person.join();
            drain(begin);
        } catch (...) {
            giving_up_ = true;
            sender.join();
            if (person.joinable()) {
                person.join();
            }
            files_.kept = true;
            throw;
        }
        sender.join();
        judge();
        service_->end(SIGTERM);
        found_.check(service_->exit_status() == 0, "SIGTERM ends the service with exit status 0");
        check_consent();
        fake_->end(SIGTERM);
        std::cout << "  " << std::chrono::duration_cast<milliseconds>(clock::now() - begin).count() << " ms in all" << std::endl;
        files_.kept = found_.exit_status() != 0;
        if (files_.kept) {
            std::cout << "logs and database: " << (files_ / "") << std::endl;
        }
        return files_.kept ? 1 : 0;
    }

private:
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

    [[nodiscard]] std::vector<std::string> command(const std::string& stop_at) const {
        std::vector<std::string> result{SERVICE,
                                        "--port",
                                        std::to_string(port_),
                                        "--api-base",
                                        "http://127.0.0.1:" + std::to_string(fake_port_),
                                        "--api-key-file",
                                        files_ / "key",
                                        "--public-key",
                                        key_,
                                        "--database",
                                        database_,
                                        "--public-url",
                                        url(),
                                        "--speed",
                                        std::to_string(size_.speed),
                                        "--rate",
                                        "5000",
                                        "--give-up-after",
                                        "72", // three days are minutes here, and the machine may be busy
                                        "--redeliver-after",
                                        "60", // a kill takes longer than its share of the compressed time
                                        "--requests",
                                        std::to_string(size_.requests)};
        if (!stop_at.empty()) {
            const std::size_t colon = stop_at.find(':');
            result.insert(result.end(),
                          {"--test-stop-at", stop_at.substr(0, colon), "--test-stop-after", stop_at.substr(colon + 1)});
        }
        return result;
    }

    // Starts the service and waits until it answers, or until it was killed where it is to be.
    void start(const std::string& stop_at = "") {
        service_ = std::make_unique<process>(command(stop_at), files_ / "service.log");
        while (!answers()) {
            if (!service_->running()) {
                if (service_->ended_by(SIGKILL)) {
                    return;
                }
                give_up("the service does not start; see " + (files_ / "service.log"));
            }
            std::this_thread::sleep_for(milliseconds{1});
        }
        const auto took = std::chrono::duration_cast<milliseconds>(clock::now() - service_->started());
        slowest_start_ = std::max(slowest_start_, took);
        ++starts_;
    }

    [[nodiscard]] bool answers() const {
        httplib::Client client = connect(port_);
        const httplib::Result result = client.Get("/health");
        return result && result->status == 200;
    }

    void try_a_second_service() {
        std::vector<std::string> other = command("");
        other[2] = "0";
        process second{other, files_ / "second.log"};
        second.wait(milliseconds{5000});
        found_.check(second.exit_status() == 1, "a second service on the same database refuses to start");
    }

    // Gives the messages to the service, and lets people write. Notes what was acknowledged.
    void send_all() {
        const clock::time_point begin = clock::now();
        const auto perform_all = [this, begin](const std::vector<action>& actions) {
            constexpr std::size_t most = 8;
            std::vector<std::thread> threads;
            for (std::size_t i = 0; i != most; ++i) {
                threads.emplace_back([&, i] {
                    httplib::Client service = connect(port_);
                    httplib::Client fake = connect(fake_port_);
                    for (std::size_t place = 0; place != actions.size() && !giving_up_; ++place) {
                        const action& each = actions[place];
                        const std::string& who = each.text.empty() ? plan_.messages[each.message].to : each.recipient;
                        if (std::hash<std::string>{}(who) % most == i) { // what is about one recipient keeps its order
                            const double due = static_cast<double>(place) * 1e6 / size_.per_second;
                            std::this_thread::sleep_until(begin + std::chrono::microseconds{static_cast<std::int64_t>(due)});
                            perform(each, service, fake);
                        }
                    }
                });
            }
            for (std::thread& each : threads) {
                each.join();
            }
        };
        perform_all(plan_.actions);
        httplib::Client fake = connect(fake_port_);
        while (!giving_up_ && !all_told(fake)) {
            std::this_thread::sleep_for(milliseconds{20});
        }
        perform_all(plan_.last);
        sent_all_ = true;
    }

    // Whether those who were to write wrote, and the service acknowledged it.
    bool all_told(httplib::Client& fake) {
        std::map<std::string, int> changes;
        for (const json& each : get_from(fake, "/control/consents")) {
            changes[each["recipient"]] += each["told"] != 0 ? 1 : -100;
        }
        std::map<std::string, int> wanted;
        for (const action& each : plan_.actions) {
            if (!each.text.empty()) {
                ++wanted[each.recipient];
            }
        }
        for (const action& each : plan_.last) {
            const planned& one = plan_.messages[each.message];
            if (one.scenario != "delivered") {
                wanted[one.to] = one.scenario == "stop" ? 1 : 2;
            }
        }
        // One may have written twice: the response to the first request got lost.
        return std::all_of(wanted.begin(), wanted.end(),
                           [&changes](const auto& each) { return changes[each.first] >= each.second; });
    }

    void perform(const action& what, httplib::Client& service, httplib::Client& fake) {
        if (!what.text.empty()) {
            const std::string body = json{
                {"from", what.recipient},
                {"to", what.sender},
                {"messaging_profile_id", what.profile},
                {"text", what.text}}.dump();
            for (bool done = false; !done && !giving_up_;) {
                const httplib::Result result = fake.Post("/control/inbound", body, "application/json");
                done = result && result->status == 200;
            }
            return;
        }
        planned& message = plan_.messages[what.message];
        const std::string body = json{
            {"id", message.id},
            {"from", message.from},
            {"to", message.to},
            {"messaging_profile_id", message.profile},
            {"text", "Message " +
                         message.id}}.dump();
        for (bool again = true; again && !giving_up_;) {
            const httplib::Result result = service.Post("/messages", body, "application/json");
            if (result && (result->status == 202 || result->status == 200)) {
                message.acknowledged = true;
                ++acknowledged_;
                return;
            }
            again = message.persistent;
            std::this_thread::sleep_for(milliseconds{5});
        }
        ++unacknowledged_;
    }

    // During an outage of fake_telnyx with kind "refused" its controls do not work either.
    json get_from(httplib::Client& client, const std::string& path) {
        for (int i = 0; i != 500; ++i) {
            if (const httplib::Result result = client.Get(path.c_str()); result && result->status == 200) {
                return json::parse(result->body);
            }
            std::this_thread::sleep_for(milliseconds{20});
        }
        give_up("no response to GET " + path);
    }

    // A redirected request pauses the account: the API base URL seems to be wrong. A person sees that it is right, and lifts the
    // pause.
    void act_as_a_person() {
        httplib::Client service = connect(port_);
        while (!killed_often_enough_ && !giving_up_) {
            lift_a_redirect(service);
            std::this_thread::sleep_for(milliseconds{50});
        }
    }

    bool lift_a_redirect(httplib::Client& service) {
        std::string after;
        for (json page; page.is_null() || page.size() == 100; after = page.back()["id"]) {
            const httplib::Result result = service.Get(("/messages?state=blocked&after=" + after).c_str());
            if (!result || result->status != 200) {
                return false;
            }
            page = json::parse(result->body)["data"];
            for (const json& each : page) {
                if (each["decision"]["reason"] == "redirected") {
                    service.Post(("/messages/" + each["id"].get<std::string>() + "/lift").c_str());
                    ++lifts_;
                    return true;
                }
            }
            if (page.empty()) {
                return false;
            }
        }
        return false;
    }

    // Kills the service, each time while attempts have no outcome, and starts it again.
    void kill_again_and_again() {
        httplib::Client fake = connect(fake_port_);
        static constexpr std::array<const char*, 7> places{"claimed", "answered",  "recorded", "appended",
                                                           "judging", "submitted", "looked_up"};
        std::string stop_at;
        const std::size_t share = plan_.actions.size() / static_cast<std::size_t>(size_.kills + 2);
        for (int round = 0; hits_ != size_.kills && round != 4 * size_.kills; ++round) {
            std::int64_t in_progress = 0;
            const std::size_t goal =
                std::min<std::size_t>(plan_.messages.size() * 9 / 10, share * static_cast<std::size_t>(hits_ + 1));
            if (stop_at.empty()) {
                // First the handshake: requests are in flight. Then a random moment.
                const clock::time_point end = clock::now() + std::chrono::seconds{size_.longest};
                while ((acknowledged_ + unacknowledged_ < goal || in_progress == 0) && clock::now() < end) {
                    in_progress = get_from(fake, "/control/counts")["in_progress"];
                    std::this_thread::sleep_for(milliseconds{1});
                }
                std::this_thread::sleep_for(std::chrono::microseconds{random_.below(30000)});
                kill(service_->id(), SIGKILL);
                service_->wait(milliseconds{5000});
            } else if (!service_->wait(milliseconds{8000})) { // the place was not reached so often
                kill(service_->id(), SIGKILL);
                service_->wait(milliseconds{5000});
                stop_at = "anywhere";
            }
            const bool by_signal = service_->ended_by(SIGKILL);
            const std::int64_t leases = leased(database_);
            std::cout << "  kill " << (stop_at.empty() ? "at random" : "at " + stop_at)
                      << ": by signal 9: " << (by_signal ? "yes" : "no") << ", attempts without an outcome: " << leases
                      << std::endl;
            polite_ += by_signal ? 0 : 1;
            if (by_signal && leases > 0) {
                ++hits_;
                cut_ += leases;
            } else {
                ++misses_;
            }
            if (by_signal && round % 4 == 2) { // and again, while it recovers
                kill_while_it_starts();
            }
            stop_at = round % 3 == 1 ? std::string{places[static_cast<std::size_t>(round / 3) % places.size()]} + ":" +
                                           std::to_string(1 + random_.below(share))
                                     : std::string{};
            start(stop_at);
            if (round == size_.kills / 3 || round == size_.kills * 2 / 3) {
                fail_for_a_while(fake, round == size_.kills / 3);
            }
        }
        if (!stop_at.empty() || !service_->running()) { // the last one is not to be killed
            service_->end(SIGKILL);
            start();
        }
        found_.check(hits_ >= size_.kills && polite_ == 0, std::to_string(hits_) + " kills hit, all by signal 9, with " +
                                                               std::to_string(cut_) + " attempts without an outcome; " +
                                                               std::to_string(misses_) + " more found none under way");
        std::cout << "  " << start_kills_ << " more kills while the service started, " << start_hits_
                  << " of them before it had recovered" << std::endl;
    }

    void kill_while_it_starts() {
        for (int i = 0; i != 2; ++i) {
            process short_lived{command(""), files_ / "service.log"};
            std::this_thread::sleep_for(std::chrono::microseconds{random_.below(25000)});
            short_lived.end(SIGKILL);
            ++start_kills_;
            start_hits_ += leased(database_) > 0 ? 1 : 0;
        }
    }

    void fail_for_a_while(httplib::Client& fake, bool first) {
        const json outage = first ? json{{"kind", "closed"}, {"seconds", 0.3}, {"permille", 500}, {"accepts", true}}
                                  : json{{"kind", "refused"}, {"seconds", 0.3}};
        fake.Post("/control/outage", outage.dump(), "application/json");
        // Searches are answered with 404, until messages that were lost before are looked up after the time of the queue.
        const double searches = first ? 4.5 * 3600 / size_.speed : 0.1;
        fake.Post("/control/outage", json{{"kind", "404"}, {"seconds", searches}}.dump(), "application/json");
    }

    // Waits until every message is final or waits for a person, and nothing more is to come.
    void drain(clock::time_point begin) {
        httplib::Client service = connect(port_);
        httplib::Client fake = connect(fake_port_);
        std::string text;
        for (int calm = 0; calm != 2;) {
            const httplib::Result result = service.Get("/metrics");
            text = result ? result->body : "";
            std::int64_t all = 0;
            std::int64_t done = 0;
            for (std::size_t at = text.find("service_messages{"); at != std::string::npos;
                 at = text.find("service_messages{", at + 1)) {
                const std::size_t quote = text.find('"', at) + 1;
                const std::string state = text.substr(quote, text.find('"', quote) - quote);
                const std::int64_t count = metric(text, "service_messages{state=\"" + state + "\"}");
                all += count;
                const bool is_final = std::find(std::begin(final_states), std::end(final_states), state) != std::end(final_states);
                done += is_final ? count : 0;
            }
            const bool quiet = !lift_a_redirect(service) && get_from(fake, "/control/quiet")["quiet"];
            calm = sent_all_ && all == done && all != 0 && quiet && metric(text, "service_events_waiting") == 0 ? calm + 1 : 0;
            if (clock::now() - begin > std::chrono::seconds{size_.longest}) {
                std::cout << text.substr(std::min(text.find("service_messages{"), text.size())) << std::endl;
                found_.check(false, "every message ends or waits for a person within " + std::to_string(size_.longest) + " s");
                giving_up_ = true;
                return;
            }
            std::this_thread::sleep_for(milliseconds{100});
        }
        found_.check(true, "every message ends or waits for a person");
        std::cout << "  " << text.substr(std::min(text.find("service_messages{"), text.size())) << std::flush;
    }

    // Compares what must have happened with the ledger of fake_telnyx, and with the states that the service shows.
    void judge() {
        httplib::Client service = connect(port_);
        httplib::Client fake = connect(fake_port_);
        std::map<std::string, json> ledger;
        std::set<std::string> scenarios;
        for (const json& each : get_from(fake, "/control/ledger")) {
            ledger[each["id"]] = each;
            scenarios.insert(each["scenario"].get<std::string>());
        }
        std::map<std::string, int> duplicates, lost, wrong_state, too_much;
        std::map<std::string, std::map<std::string, int>> ends;
        int missing = 0;
        int after_stop = 0;
        int present = 0;
        for (const planned& each : plan_.messages) {
            const httplib::Result shown = service.Get(("/messages/" + each.id).c_str());
            const bool there = shown && shown->status == 200;
            missing += each.acknowledged && !there ? 1 : 0;
            if (!there) {
                continue;
            }
            present += each.acknowledged ? 0 : 1;
            const json message = json::parse(shown->body);
            const std::string state = message["state"];
            const auto row = ledger.find(each.id);
            const int handset = row == ledger.end() ? 0 : row->second["handset"].get<int>();
            const int requests = row == ledger.end() ? 0 : row->second["requests"].get<int>();
            ++ends[each.scenario][state];
            const auto note = [&](std::map<std::string, int>& where, const std::string& what) {
                if (++where[each.scenario] <= 2) {
                    std::cout << "  " << what << ": " << each.scenario << ' ' << each.id << " state " << state << " handset "
                              << handset << " decision " << message["decision"].dump() << " ledger "
                              << (row == ledger.end() ? "none" : row->second.dump()) << std::endl;
                }
            };
            if (row != ledger.end() && row->second["scenario"] != each.scenario) {
                give_up(each.id + " was played as " + row->second["scenario"].get<std::string>() + ", not as " + each.scenario);
            }
            if (handset > 1) {
                note(duplicates, "duplicate");
            }
            if (handset < each.handset || (state == "delivered" && handset == 0)) {
                note(lost, "lost");
            }
            if (each.handset == 0 && handset > 0) {
                note(too_much, "delivered in spite of its scenario");
            }
            if (!has_word(each.states, state)) {
                note(wrong_state, "not one of '" + each.states + "'");
            }
            after_stop += each.never_requested && requests != 0 ? 1 : 0;
        }
        for (const auto& [scenario, states] : ends) {
            std::cout << "  " << scenario << ':';
            for (const auto& [state, count] : states) {
                std::cout << ' ' << state << ' ' << count;
            }
            std::cout << '\n';
        }
        const auto sum = [](const std::map<std::string, int>& counts) {
            int result = 0;
            for (const auto& each : counts) {
                result += each.second;
            }
            return result;
        };
        const json counts = get_from(fake, "/control/counts");
        found_.check(scenarios.size() >= 25, std::to_string(scenarios.size()) + " scenarios were played");
        found_.check(lifts_ != 0, "a person lifted the pause of the account " + std::to_string(lifts_) + " times");
        found_.check(missing == 0, std::to_string(acknowledged_) + " messages were acknowledged, " + std::to_string(missing) +
                                       " of them are missing (" + std::to_string(unacknowledged_) + " were not acknowledged, " +
                                       std::to_string(present) + " of these are there)");
        found_.check(sum(duplicates) == 0 && counts["duplicates"] == 0,
                     std::to_string(sum(duplicates)) +
                         " recipients got a message twice (by the ledger: " + counts["duplicates"].dump() + ")");
        found_.check(sum(lost) == 0, std::to_string(sum(lost)) + " messages were lost that would have gone through");
        found_.check(sum(too_much) == 0, std::to_string(sum(too_much)) + " messages arrived that could not");
        found_.check(sum(wrong_state) == 0,
                     std::to_string(sum(wrong_state)) + " messages ended in a state that their scenario does not allow");
        found_.check(after_stop == 0,
                     std::to_string(after_stop) + " of the messages that were enqueued after STOP was acknowledged were sent");
        found_.check(slowest_start_ < milliseconds{1000}, std::to_string(starts_) + " starts, the slowest until /health: " +
                                                              std::to_string(slowest_start_.count()) + " ms");
        std::cout << "  ledger: " << counts.dump() << std::endl;
        for (auto& each : ledger) {
            for (const json& at : each.second["after_stop_known_at"]) {
                requests_after_.push_back({each.first, each.second["to"], at.get<std::int64_t>()});
            }
        }
        for (const json& each : get_from(fake, "/control/consents")) {
            consents_.push_back(each);
        }
    }

    struct late_request {
        std::string id, to;
        std::int64_t at;
    };

    // A request that reached Telnyx after the STOP was acknowledged must have been started before: it was in flight.
    void check_consent() {
        reader file{database_};
        int in_flight = 0;
        int after = 0;
        std::int64_t longest = 0;
        for (const late_request& each : requests_after_) {
            std::int64_t told = -1;
            for (const json& change : consents_) {
                if (change["recipient"] == each.to && change["opted_out"] == true && change["told"] != 0 &&
                    change["told"] <= each.at) {
                    told = change["told"];
                }
            }
            if (told < 0) {
                continue; // only a 40300 said so, and its response may have been lost with the process
            }
            std::int64_t started = -1;
            file.each("SELECT started_wall_ms FROM attempts WHERE id = '" + each.id + "' ORDER BY attempt", [&](sqlite3_stmt* row) {
                const std::int64_t at = sqlite3_column_int64(row, 0);
                started = at <= each.at ? at : started;
            });
            const bool before = started >= 0 && started <= told && each.at - told < 2000;
            ++(before ? in_flight : after);
            longest = std::max(longest, each.at - told);
            if (!before) {
                std::cout << "  after STOP: " << each.id << " told " << told << " started " << started << " arrived " << each.at
                          << std::endl;
            }
        }
        int stops = 0;
        int starts = 0;
        int untold = 0;
        for (const json& each : consents_) {
            ++(each["opted_out"] == true ? stops : starts);
            untold += each["told"] == 0 ? 1 : 0;
        }
        found_.check(untold == 0 && stops != 0 && starts != 0,
                     std::to_string(stops) + " STOP and " + std::to_string(starts) + " START, all acknowledged");
        found_.check(after == 0, std::to_string(after) + " requests were started after a STOP was acknowledged; " +
                                     std::to_string(in_flight) + " were in flight then, at most for " + std::to_string(longest) +
                                     " ms");
    }

    size_of_run size_;
    std::uint64_t seed_;
    random_source random_;
    campaign plan_;
    directory files_;
    std::string database_;
    int port_;
    int fake_port_ = 0;
    std::string key_;
    std::unique_ptr<process> fake_;
    std::unique_ptr<process> service_;
    findings found_;
    std::atomic<std::size_t> acknowledged_{0}, unacknowledged_{0};
    std::atomic<bool> sent_all_{false}, giving_up_{false}, killed_often_enough_{false};
    std::atomic<int> lifts_{0};
    int hits_ = 0, misses_ = 0, polite_ = 0, start_kills_ = 0, start_hits_ = 0, starts_ = 0;
    std::int64_t cut_ = 0;
    milliseconds slowest_start_{0};
    std::vector<late_request> requests_after_;
    std::vector<json> consents_;
};

} // namespace

int main(int count, char** values) {
    const std::string which = count > 1 ? values[1] : "small";
    const std::uint64_t seed = count > 2 ? std::strtoull(values[2], nullptr, 10) : 1;
    if (which != "small" && which != "full") {
        std::cerr << "usage: proof small|full [SEED]\n";
        return 2;
    }
    try {
        return proof{which == "full" ? full_run : small_run, seed}.run();
    } catch (const std::exception& error) {
        std::cerr << "proof: " << error.what() << '\n';
        return 1;
    }
}
