// Tests of fake_telnyx: each scenario does what its row says, and its webhooks are signed as Telnyx signs them.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "unit/catch.hpp"

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

// The server under test, as a process of its own.
class process {
public:
    explicit process(std::vector<std::string> arguments) {
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        id_ = fork();
        if (id_ == 0) {
#ifdef __linux__
            prctl(PR_SET_PDEATHSIG, SIGKILL); // the server must not outlive a test that is killed
#endif
            dup2(ends[1], STDOUT_FILENO);
            close(ends[0]);
            close(ends[1]);
            arguments.insert(arguments.begin(), FAKE_TELNYX);
            std::vector<char*> values;
            for (std::string& each : arguments) {
                values.push_back(each.data());
            }
            values.push_back(nullptr);
            execv(FAKE_TELNYX, values.data());
            _exit(127);
        }
        close(ends[1]);
        out_ = fdopen(ends[0], "r");
        char line[256];
        while (key.empty() && std::fgets(line, sizeof line, out_) != nullptr) {
            std::string text{line};
            text.pop_back();
            if (text.rfind("listening on ", 0) == 0) {
                port = std::stoi(text.substr(13));
            } else if (text.rfind("public key ", 0) == 0) {
                key = text.substr(11);
            }
        }
    }
    ~process() {
        kill(id_, SIGTERM);
        int status = 0;
        waitpid(id_, &status, 0);
        std::fclose(out_);
        CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    }
    process(const process&) = delete;
    process& operator=(const process&) = delete;

    int port = 0;
    std::string key;

private:
    pid_t id_;
    std::FILE* out_;
};

struct hook {
    std::string path, body, timestamp, signature;
    json parsed;
};

// Receives webhooks.
class receiver {
public:
    receiver() {
        http_.new_task_queue = [] { return new httplib::ThreadPool(40); };
        http_.set_keep_alive_max_count(100000);
        http_.Post(".*", [this](const httplib::Request& in, httplib::Response& out) {
            const std::lock_guard<std::mutex> lock{mutex_};
            hooks_.push_back({in.path, in.body, in.get_header_value("telnyx-timestamp"),
                              in.get_header_value("telnyx-signature-ed25519"), json::parse(in.body, nullptr, false)});
            out.status = refuse-- > 0 ? 503 : 200;
        });
        port = http_.bind_to_any_port("127.0.0.1");
        http_.let_many_wait();
        thread_ = std::thread{[this] { http_.listen_after_bind(); }};
    }
    ~receiver() {
        http_.stop();
        thread_.join();
    }
    receiver(const receiver&) = delete;
    receiver& operator=(const receiver&) = delete;

    std::vector<hook> hooks(const std::string& path) {
        const std::lock_guard<std::mutex> lock{mutex_};
        std::vector<hook> result;
        for (const hook& each : hooks_) {
            if (each.path == path) {
                result.push_back(each);
            }
        }
        return result;
    }
    std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port) + path; }

    int port = 0;
    std::atomic<int> refuse{0};

private:
    struct server : httplib::Server {
        void let_many_wait() { CHECK(::listen(svr_sock_, 1024) == 0); }
    };

    server http_;
    std::thread thread_;
    std::mutex mutex_;
    std::vector<hook> hooks_;
};

class client {
public:
    client(int port, const receiver& hooks) : http_("127.0.0.1", port), hooks_(hooks) {
        http_.set_read_timeout(15s);
        http_.set_keep_alive(true);
        http_.set_tcp_nodelay(true);
        http_.set_default_headers({{"Authorization", "Bearer key"}});
    }

    httplib::Result post(const std::string& to, const std::string& id, const json& more = json::object()) {
        json body{{"from", "+12025550100"},
                  {"to", to},
                  {"text", "Hello"},
                  {"messaging_profile_id", "profile"},
                  {"webhook_url", hooks_.url("/webhooks/" + id)}};
        body.update(more);
        return http_.Post("/v2/messages", body.dump(), "application/json");
    }
    std::string get_text(const std::string& path, int status) {
        const auto response = http_.Get(path);
        REQUIRE(response);
        CHECK(response->status == status);
        return response->body;
    }
    json get(const std::string& path, int status = 200) { return json::parse(get_text(path, status)); }
    json control(const std::string& what, const json& body) {
        const auto response = http_.Post("/control/" + what, body.dump(), "application/json");
        REQUIRE(response);
        CHECK(response->status == 200);
        return json::parse(response->body);
    }
    void wait_until_quiet() {
        for (int i = 0; i != 1000 && !get("/control/quiet")["quiet"]; ++i) {
            std::this_thread::sleep_for(20ms);
        }
        CHECK(get("/control/quiet")["quiet"] == true);
    }
    // Of the message with that id: of the first recipient, if there are several.
    json ledger(const std::string& id) {
        for (const json& each : get("/control/ledger")) {
            if (each["id"] == id) {
                return each;
            }
        }
        return json::object();
    }

private:
    httplib::Client http_;
    const receiver& hooks_;
};

std::string decoded(const std::string& text, std::size_t size) {
    std::string result(text.size(), '\0');
    const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(result.data()),
                                       reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    REQUIRE(length >= static_cast<int>(size)); // with the padding
    result.resize(size);
    return result;
}

bool verifies(const std::string& key, const std::string& timestamp, const std::string& body, const std::string& signature) {
    const std::string raw_key = decoded(key, 32);
    const std::string raw_signature = decoded(signature, 64);
    const std::string text = timestamp + "|" + body;
    EVP_PKEY* const made =
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, reinterpret_cast<const unsigned char*>(raw_key.data()), 32);
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, made);
    const int result = EVP_DigestVerify(context, reinterpret_cast<const unsigned char*>(raw_signature.data()), 64,
                                        reinterpret_cast<const unsigned char*>(text.data()), text.size());
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(made);
    return result == 1;
}

// What a scenario does, by hand. `statuses`: of up to three requests until one is answered with 200; 0: no whole response.
// `hooks`: the statuses that the webhooks say, in their order; "received" for an inbound message is not among them.
struct expectation {
    const char* number;
    const char* scenario;
    std::vector<int> statuses;
    std::string end; // of the last accepted message, as GET says
    std::vector<std::string> hooks;
    int handset;
};

const std::vector<expectation> expectations{
    {"+1201", "delivered", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1202", "slow", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1203", "no_webhooks", {200}, "delivered", {}, 1},
    {"+1204", "sent_only", {200}, "delivered", {"sent"}, 1},
    {"+1205", "finalized_only", {200}, "delivered", {"delivered"}, 1},
    {"+1206", "swapped", {200}, "delivered", {"delivered", "sent"}, 1},
    {"+1207", "duplicates", {200}, "delivered", {"sent", "sent", "sent", "delivered", "delivered", "delivered"}, 1},
    {"+1208", "unconfirmed", {200}, "delivery_unconfirmed", {"sent", "delivery_unconfirmed"}, 1},
    {"+1209", "unconfirmed_lost", {200}, "delivery_unconfirmed", {"sent", "delivery_unconfirmed"}, 0},
    {"+1210", "unconfirmed_then_delivered", {200}, "delivered", {"sent", "delivery_unconfirmed", "delivered"}, 1},
    {"+1211", "delivered_then_failed", {200}, "delivery_failed", {"sent", "delivered", "delivery_failed 40008"}, 1},
    {"+1212", "failed_then_delivered", {200}, "delivered", {"sent", "delivery_failed 40008", "delivered"}, 1},
    {"+1213", "undeliverable", {200}, "delivery_failed", {"sent", "delivery_failed 40008"}, 0},
    {"+1214", "undeliverable_twice", {200}, "delivery_failed", {"sent", "delivery_failed 40008"}, 0},
    {"+1215", "carrier_down_twice", {200}, "delivery_failed", {"sent", "delivery_failed 40006"}, 0},
    {"+1216", "landline", {200}, "delivery_failed", {"sent", "delivery_failed 40001"}, 0},
    {"+1217", "spam_filter", {200}, "delivery_failed", {"sent", "delivery_failed 40003"}, 0},
    {"+1218", "expired_in_queue", {200}, "sending_failed", {"sending_failed 40014"}, 0},
    {"+1219", "failed_without_a_code", {200}, "sending_failed", {"sent", "sending_failed"}, 0},
    {"+1220", "failed_in_the_response", {200}, "sending_failed", {"sending_failed 40310"}, 0},
    {"+1221", "unknown_code", {200}, "delivery_failed", {"sent", "delivery_failed 49999"}, 0},
    {"+1222", "unknown_status", {200}, "teleported", {"sent", "teleported"}, 1},
    {"+1223", "unknown_event", {200}, "delivered", {"sent", "sent", "delivered"}, 1},
    {"+1224", "odd_bytes", {200}, "delivered", {"sent", "not JSON"}, 1},
    {"+1225", "stop", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1226", "stop_and_start", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1227", "opted_out_before", {409, 409, 409}, "", {}, 0},
    {"+1228", "lost_response", {0, 200}, "delivered", {"sent", "delivered", "sent", "delivered"}, 2},
    {"+1229", "lost_request", {0, 200}, "delivered", {"sent", "delivered"}, 1},
    {"+1230", "overtaken", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1231", "late_response", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1232", "slow_drip", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1233", "truncated", {0, 200}, "delivered", {"sent", "delivered", "sent", "delivered"}, 2},
    {"+1234", "empty_response", {200}, "", {"sent", "delivered"}, 1},
    {"+1235", "redirect", {307, 307, 307}, "", {}, 0},
    {"+1236", "error_after_acceptance", {502, 200}, "delivered", {"sent", "delivered", "sent", "delivered"}, 2},
    {"+1237", "error_before_acceptance", {503, 503, 200}, "delivered", {"sent", "delivered"}, 1},
    {"+1238", "unexpected_error", {500, 200}, "delivered", {"sent", "delivered"}, 1},
    {"+1239", "rate_limited", {429, 429, 200}, "delivered", {"sent", "delivered"}, 1},
    {"+1240", "rate_limited_retry_after", {429}, "", {}, 0},
    {"+1241", "rate_limited_milliseconds", {429}, "", {}, 0},
    {"+1242", "rate_limited_reset", {429}, "", {}, 0},
    {"+1243", "rate_limited_reset_time", {429}, "", {}, 0},
    {"+1244", "rate_limited_html", {429, 200}, "delivered", {"sent", "delivered"}, 1},
    {"+1245", "invalid_number", {400, 400, 400}, "", {}, 0},
    {"+1246", "content_refused", {403, 403, 403}, "", {}, 0},
    {"+1247", "profile_disabled", {409, 409, 409}, "", {}, 0},
    {"+1248", "queue_full", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1249", "upstream_rate", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1250", "t_mobile_cap", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1251", "at_and_t_cap", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1252", "spend_limit", {200}, "delivered", {"sent", "delivered"}, 1},
    {"+1254", "sender_not_ready", {400}, "", {}, 0},
    {"+1800040318", "refused_40318", {429, 429, 429}, "", {}, 0},
    {"+1800040300", "refused_40300", {400, 400, 400}, "", {}, 0},
    {"+1801040017", "failed_40017", {200}, "delivery_failed", {"sent", "delivery_failed 40017"}, 0},
};

std::string said_by(const hook& which) {
    if (which.parsed.is_discarded()) {
        return "not JSON";
    }
    const json& payload = which.parsed["data"]["payload"];
    std::string result = payload["to"][0]["status"];
    return payload["errors"].empty() ? result : result + ' ' + payload["errors"][0]["code"].get<std::string>();
}

} // namespace

// Five seconds of waiting are in the rows, so that they run together.
TEST_CASE("each scenario does what its row says") {
    receiver hooks;
    process server{{"--speed", "20000"}};
    std::vector<std::thread> threads;
    std::mutex mutex;
    std::map<std::string, std::vector<int>> statuses;
    std::map<std::string, std::string> ids;
    for (const expectation& each : expectations) {
        threads.emplace_back([&] {
            client api{server.port, hooks};
            for (std::size_t i = 0; i != each.statuses.size(); ++i) {
                const httplib::Result response = api.post(std::string{each.number} + "5550001", each.scenario);
                const std::lock_guard<std::mutex> lock{mutex};
                statuses[each.scenario].push_back(response ? response->status : 0);
                const json body = response ? json::parse(response->body, nullptr, false) : json{};
                if (body.is_object() && body.contains("data")) {
                    ids[each.scenario] = body["data"]["id"];
                }
            }
        });
    }
    for (std::thread& each : threads) {
        each.join();
    }
    client api{server.port, hooks};
    api.wait_until_quiet();
    for (const expectation& each : expectations) {
        INFO(each.scenario);
        CHECK(statuses[each.scenario] == each.statuses);
        const json entry = api.ledger(each.scenario);
        CHECK(entry["scenario"] == each.scenario);
        CHECK(entry["handset"] == each.handset);
        if (!each.end.empty()) {
            CHECK(api.get("/v2/messages/" + ids[each.scenario])["data"]["to"][0]["status"] == each.end);
        }
        std::multiset<std::string> said;
        std::set<std::string> event_ids;
        std::string first_said;
        for (const hook& which : hooks.hooks(std::string{"/webhooks/"} + each.scenario)) {
            first_said = said.empty() ? said_by(which) : first_said;
            said.insert(said_by(which));
            CHECK(verifies(server.key, which.timestamp, which.body, which.signature));
            CHECK_FALSE(verifies(server.key, which.timestamp + "0", which.body, which.signature));
            if (!which.parsed.is_discarded()) {
                event_ids.insert(which.parsed["data"]["id"].get<std::string>());
                CHECK(which.parsed["meta"]["delivered_to"] == hooks.url(std::string{"/webhooks/"} + each.scenario));
            }
        }
        CHECK(said == std::multiset<std::string>(each.hooks.begin(), each.hooks.end()));
        if (std::string{each.scenario} == "duplicates") {
            CHECK(event_ids.size() == 2);
        }
    }
    // STOP reached the profile's URL, and START ended the block.
    std::multiset<std::string> words;
    for (const hook& each : hooks.hooks("/webhooks")) {
        CHECK(each.parsed["data"]["event_type"] == "message.received");
        words.insert(each.parsed["data"]["payload"]["text"].get<std::string>());
    }
    CHECK(words == std::multiset<std::string>{"START", "STOP", "STOP"});
    CHECK(api.post("+12255550001", "again")->status == 409);
    CHECK(api.get("/v2/messaging_optouts")["data"].size() == 2);
    CHECK(api.post("+12265550001", "again")->status == 200);    // whose STOP and START begin again
    CHECK(api.get("/control/counts")["after_stop_known"] == 3); // of opted_out_before two, and the one above
}

TEST_CASE("the order of webhooks, slowly enough to see it") {
    receiver hooks;
    process server{{"--speed", "10"}};
    client api{server.port, hooks};
    CHECK(api.post("+12065550001", "swapped")->status == 200);
    const auto overtaken = api.post("+12305550001", "overtaken");
    CHECK(overtaken->status == 200);
    const auto before = hooks.hooks("/webhooks/overtaken");
    CHECK(before.size() == 2); // when the response comes
    api.wait_until_quiet();
    const auto swapped = hooks.hooks("/webhooks/swapped");
    REQUIRE(swapped.size() == 2);
    CHECK(swapped[0].parsed["data"]["event_type"] == "message.finalized");
    CHECK(swapped[1].parsed["data"]["event_type"] == "message.sent");
    CHECK(swapped[1].parsed["data"]["occurred_at"] < swapped[0].parsed["data"]["occurred_at"]);
}

TEST_CASE("limits, hints and outages") {
    receiver hooks;
    process server{{"--speed", "6"}}; // a minute takes ten seconds
    client api{server.port, hooks};
    SECTION("a full queue, until the minute is over") {
        int refused = 0;
        for (int i = 0; i != 103; ++i) {
            refused += api.post("+1248" + std::to_string(5550000 + i), "m" + std::to_string(i))->status == 429 ? 1 : 0;
        }
        CHECK(refused == 3);
        CHECK(api.get("/control/counts")["futile"] == 2); // all but the first, whose response said so
        std::this_thread::sleep_for(10s);
        CHECK(api.post("+12485559999", "later")->status == 200);
    }
    SECTION("Retry-After is obeyed or counted") {
        const auto first = api.post("+12405550001", "one");
        CHECK(first->get_header_value("Retry-After") == "1");
        const int early = api.post("+12405550001", "one")->status == 429 ? 1 : 0; // or the machine took a second for it
        std::this_thread::sleep_for(1100ms);
        CHECK(api.post("+12405550001", "one")->status == 200);
        CHECK(api.ledger("one")["early"] == early);
        CHECK(api.post("+12415550001", "two")->get_header_value("retry-after-ms") == "1000");
        CHECK(api.post("+12425550001", "three")->get_header_value("x-ratelimit-reset") == "1");
        CHECK(api.post("+12435550001", "four")->get_header_value("x-ratelimit-reset").size() == 10);
    }
    SECTION("nothing listens for a while") {
        api.control("outage", {{"seconds", 4}, {"kind", "refused"}});
        client other{server.port, hooks};
        httplib::Error during = httplib::Error::Success;
        for (int i = 0; i != 100 && during != httplib::Error::Connection; ++i) {
            std::this_thread::sleep_for(20ms);
            during = httplib::Client{"127.0.0.1", server.port}.Get("/control/quiet").error();
        }
        CHECK(during == httplib::Error::Connection);
        bool back = false;
        for (int i = 0; i != 100 && !back; ++i) {
            std::this_thread::sleep_for(100ms);
            const auto response = other.post("+12015550001", "one");
            back = response && response->status == 200;
        }
        CHECK(back);
    }
    SECTION("responses are lost for a while") {
        api.control("outage", {{"seconds", 3}, {"kind", "closed"}, {"accepts", true}});
        CHECK_FALSE(api.post("+12015550001", "one"));
        std::this_thread::sleep_for(3100ms);
        CHECK(api.post("+12015550002", "two")->status == 200);
        api.wait_until_quiet();
        CHECK(api.ledger("one")["handset"] == 1);
    }
}

TEST_CASE("records are found when the message has left the queue, by the client's own URL") {
    receiver hooks;
    process server{{"--speed", "3600"}}; // an hour takes a second
    client api{server.port, hooks};
    const std::string id = json::parse(api.post("+12025550001", "slow")->body)["data"]["id"];
    const std::string query =
        "/v2/detail_records?filter[record_type]=messaging&filter[delivery_status_webhook_url]=" + hooks.url("/webhooks/slow");
    CHECK(api.get(query)["data"].empty());
    CHECK(api.get("/v2/messages/" + id)["data"]["to"][0]["status"] == "queued");
    api.wait_until_quiet();
    const json found = api.get(query)["data"];
    REQUIRE(found.size() == 1);
    CHECK(found[0]["uuid"] == id);
    CHECK(found[0]["status"] == "delivered");
    CHECK(api.get("/v2/messages/40318f29-77aa-4b0b-8d1e-90b1a2c3d4e5", 404)["errors"][0]["code"] == "10005");
    api.get("/v2/detail_records", 422);
    api.control("outage", {{"seconds", 1}, {"kind", "404"}});
    CHECK(api.get_text(query, 404) == "default backend - 404"); // no JSON: a search that finds nothing answers with 200
    std::this_thread::sleep_for(1100ms);
    CHECK(api.get(query)["data"].size() == 1);
    // A failure is a string here, and the status another word.
    CHECK(api.post("+12135550001", "failed")->status == 200);
    api.wait_until_quiet();
    const json failed = api.get("/v2/detail_records?filter[record_type]=messaging&filter[cld]=%2B12135550001")["data"][0];
    CHECK(failed["status"] == "failed");
    CHECK(failed["errors"] == json::array({"40008"}));
}

TEST_CASE("a group message has a webhook for each recipient, and send_at is obeyed") {
    receiver hooks;
    process server{{"--speed", "100"}};
    client api{server.port, hooks};
    const json sent = json::parse(api.post("", "group", {{"to", {"+12015550001", "+12165550002", "+12015550003"}}})->body)["data"];
    CHECK(sent["to"].size() == 3);
    CHECK(api.post("+12015550009", "later", {{"send_at", "2099-01-01T00:00:00Z"}})->status == 200);
    for (int i = 0; i != 100 && hooks.hooks("/webhooks/group").size() != 6; ++i) {
        std::this_thread::sleep_for(20ms);
    }
    std::set<std::string> said;
    for (const hook& each : hooks.hooks("/webhooks/group")) {
        CHECK(each.parsed["data"]["payload"]["group_message_id"] == sent["id"]);
        CHECK(each.parsed["data"]["payload"]["to"].size() == 1);
        said.insert(each.parsed["data"]["payload"]["to"][0]["phone_number"].get<std::string>() + ' ' + said_by(each));
    }
    CHECK(said.count("+12015550001 delivered") == 1);
    CHECK(said.count("+12165550002 delivery_failed 40001") == 1);
    CHECK(said.count("+12015550003 delivered") == 1);
    const json end = api.get("/v2/messages/" + sent["id"].get<std::string>())["data"];
    CHECK(end["to"][1]["status"] == "delivery_failed");
    CHECK(end["errors"][0]["source"]["pointer"] == "/to/1/phone_number");
    CHECK(api.ledger("later")["status"] == "scheduled");
    CHECK(hooks.hooks("/webhooks/later").empty());
}

TEST_CASE("webhooks are sent again, then to the failover URL, and the key rotates") {
    receiver hooks;
    process server{{"--speed", "1000", "--webhook-backoff", "20", "--seed", "7"}};
    client api{server.port, hooks};
    hooks.refuse = 100;
    CHECK(api.post("+12055550001", "one", {{"webhook_failover_url", hooks.url("/failover/one")}})->status == 200);
    api.wait_until_quiet();
    CHECK(hooks.hooks("/webhooks/one").size() == 3);
    const auto failover = hooks.hooks("/failover/one");
    REQUIRE(failover.size() == 3);
    CHECK(failover[2].parsed["meta"]["attempt"] == 6);
    CHECK(api.get("/control/counts")["webhooks_given_up"] == 1);
    hooks.refuse = 0;
    const json keys = api.control("rotate", json::object());
    CHECK(keys["old"] == server.key);
    CHECK(keys["new"] != server.key);
    CHECK(api.post("+12055550002", "two")->status == 200);
    api.wait_until_quiet();
    const auto signed_anew = hooks.hooks("/webhooks/two");
    REQUIRE(signed_anew.size() == 1);
    CHECK(verifies(keys["new"], signed_anew[0].timestamp, signed_anew[0].body, signed_anew[0].signature));
    CHECK_FALSE(verifies(server.key, signed_anew[0].timestamp, signed_anew[0].body, signed_anew[0].signature));
    // The same seed gives the same key and ids.
    process again{{"--seed", "7"}};
    CHECK(again.key == server.key);
    client other{again.port, hooks};
    CHECK(json::parse(other.post("+12055550002", "two")->body)["data"]["id"] == signed_anew[0].parsed["data"]["payload"]["id"]);
}

// The key is that of RFC 8032, test 1; the signature was computed independently of this program.
TEST_CASE("a known signature") {
    const std::string file = "fake_telnyx_test_key." + std::to_string(getpid());
    std::ofstream{file} << "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60\n";
    receiver hooks;
    process server{{"--webhook-key", file}};
    std::remove(file.c_str());
    CHECK(server.key == "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    httplib::Client http{"127.0.0.1", server.port};
    const auto response = http.Post("/control/sign?timestamp=1700000000",
                                    R"({"data":{"event_type":"message.finalized","id":"e1"}})", "application/json");
    REQUIRE(response);
    CHECK(json::parse(response->body)["telnyx-signature-ed25519"] ==
          "8dDT0eVQ+fHvBoEgc7oWIZa0C/Lwldd04GfxXrOkcNZ/Z5NKsuJonvTINaTN8GlQZ5yETQ+qMJqNqv33SabkBg==");
}

TEST_CASE("bad requests") {
    receiver hooks;
    process server{{"--api-key", "secret"}};
    httplib::Client http{"127.0.0.1", server.port};
    CHECK(http.Post("/v2/messages", "{}", "application/json")->status == 401);
    http.set_default_headers({{"Authorization", "Bearer secret"}});
    CHECK(http.Post("/v2/messages", "{}", "application/json")->status == 422);
    CHECK(http.Post("/v2/messages", "{", "application/json")->status == 400);
    CHECK(http.Post("/v2/messages", R"({"from": 1})", "application/json")->status == 400);
    CHECK(http.Get("/v2/nothing")->status == 404);
}
