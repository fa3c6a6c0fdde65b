// A flood of signed webhooks, with bad ones among them: none is lost, none is stored twice, memory stays bounded.
//
//     webhook_flood [SECONDS [WEBHOOKS_PER_SECOND]]
//
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <memory>
#include <mutex>
#include <sstream>

#include <openssl/evp.h>

#include "harness.hpp"
#include "stub_server.hpp"

namespace {

using namespace harness;

std::string base64(const unsigned char* data, std::size_t size) {
    std::string text((size + 2) / 3 * 4 + 1, '\0');
    text.resize(
        static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), data, static_cast<int>(size))));
    return text;
}

class signer {
public:
    explicit signer(unsigned char seed) {
        std::array<unsigned char, 32> secret{};
        secret.fill(seed);
        key_.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, secret.data(), secret.size()));
    }
    [[nodiscard]] std::string sign(const std::string& time, const std::string& body) const {
        const std::string text = time + "|" + body;
        std::array<unsigned char, 64> signature{};
        std::size_t size = signature.size();
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
        if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
            EVP_DigestSign(context.get(), signature.data(), &size, reinterpret_cast<const unsigned char*>(text.data()),
                           text.size()) != 1) {
            give_up("OpenSSL cannot sign");
        }
        return base64(signature.data(), size);
    }
    [[nodiscard]] std::string public_key() const {
        std::array<unsigned char, 32> raw{};
        std::size_t size = raw.size();
        EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size);
        return base64(raw.data(), size);
    }

private:
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_{nullptr, EVP_PKEY_free};
};

// Accepts every message, as Telnyx would.
void accept_messages(httplib::Server& http) {
    http.Post("/v2/messages", [](const httplib::Request& in, httplib::Response& out) {
        const json message = json::parse(in.body);
        const std::string url = message["webhook_url"];
        const std::size_t start = url.rfind('/') + 1;
        out.set_content(json{{"data",
                              {{"record_type", "message"},
                               {"id", "telnyx-" + url.substr(start, url.find('?') - start)},
                               {"to", {{{"phone_number", message["to"]}, {"status", "queued"}}}},
                               {"errors", json::array()}}}}
                            .dump(),
                        "application/json");
    });
}

struct webhook {
    std::string path, body, time, signature;
    int wanted = 200;              // the status that it is to be answered with
    const char* counted = "valid"; // the label in /metrics
};

// The most memory that the process ever had, in KiB.
std::int64_t most_memory(pid_t id) {
    std::ifstream in{"/proc/" + std::to_string(id) + "/status"};
    for (std::string line; std::getline(in, line);) {
        if (line.rfind("VmHWM:", 0) == 0) {
            return std::strtoll(line.c_str() + 6, nullptr, 10);
        }
    }
    return -1;
}

// The seconds of processor time that the process used so far.
double processor_seconds(pid_t id) {
    std::ifstream in{"/proc/" + std::to_string(id) + "/stat"};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    std::istringstream fields{text.substr(std::min(text.rfind(')') + 1, text.size()))};
    std::string skipped;
    for (int i = 3; i != 14; ++i) {
        fields >> skipped;
    }
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

class flood {
public:
    flood(int seconds, int per_second) : seconds_(seconds), per_second_(per_second), port_(free_port()) {}

    int run() {
        const std::string database = files_ / "service.db";
        std::ofstream{files_ / "key"} << "KEY\n";
        process service{{SERVICE, "--port", std::to_string(port_), "--api-base",
                         "http://127.0.0.1:" + std::to_string(telnyx_.port()), "--api-key-file", files_ / "key", "--public-key",
                         key_.public_key(), "--database", database, "--public-url", "http://127.0.0.1:" + std::to_string(port_),
                         "--rate", "5000", "--requests", "8"},
                        files_ / "service.log"};
        if (service.line_after("listening on ").empty()) {
            give_up("the service does not start");
        }
        // Four events for each message, and an event in twenty comes twice. One webhook in twenty is bad.
        const int total = seconds_ * per_second_;
        const int messages = total / 4;
        enqueue(messages);
        make(total);
        std::cout << "webhook_flood: " << all_.size() << " webhooks for " << messages << " messages, " << per_second_
                  << " a second, " << events_ << " events, " << all_.size() - valid_ << " bad webhooks" << std::endl;
        const double before = processor_seconds(service.id());
        const auto took = send();
        const double used = processor_seconds(service.id()) - before;
        std::cout << "  the service used " << static_cast<int>(used * 1e6 / static_cast<double>(all_.size()))
                  << " us of processor time for each webhook" << std::endl;
        httplib::Client client = connect(port_);
        std::string metrics;
        for (int i = 0; i != 600; ++i) { // until all is judged
            const httplib::Result result = client.Get("/metrics");
            metrics = result ? result->body : "";
            if (metric(metrics, "service_events_waiting") == 0 &&
                metric(metrics, "service_messages{state=\"delivered\"}") == messages) {
                break;
            }
            std::this_thread::sleep_for(milliseconds{100});
        }
        const std::int64_t memory = most_memory(service.id());
        // A short flood, in the normal run of the tests, shares the machine with others: only a long one must keep its pace.
        const bool in_time = took < std::chrono::seconds{seconds_} * 12 / 10;
        found_.check(in_time || seconds_ < 10,
                     std::to_string(all_.size()) + " webhooks took " + std::to_string(took.count()) + " ms: " +
                         std::to_string(static_cast<std::int64_t>(all_.size()) * 1000 / std::max<std::int64_t>(took.count(), 1)) +
                         " a second");
        found_.check(given_up_ == 0, std::to_string(given_up_) + " webhooks were given up after three attempts; " +
                                         std::to_string(repeated_) + " attempts were repeated; the slowest answer took " +
                                         std::to_string(slowest_ms_) + " ms");
        found_.check(wrong_ == 0, std::to_string(wrong_) + " webhooks were answered with another status than they should");
        found_.check(metric(metrics, "service_messages{state=\"delivered\"}") == messages,
                     std::to_string(metric(metrics, "service_messages{state=\"delivered\"}")) + " of " + std::to_string(messages) +
                         " messages are delivered");
        for (const char* const why : {"forged", "stale", "ahead", "missing_header", "milliseconds", "bad_encoding"}) {
            const auto wanted =
                std::count_if(all_.begin(), all_.end(), [why](const webhook& each) { return each.counted == std::string{why}; });
            const std::int64_t counted = metric(metrics, "service_webhooks_total{signature=\"" + std::string{why} + "\"}");
            found_.check(counted == wanted,
                         std::string{why} + ": " + std::to_string(counted) + " refused and counted, of " + std::to_string(wanted));
        }
        found_.check(memory > 0 && memory < 64 * 1024,
                     "the service had at most " + std::to_string(memory) + " KiB of memory (VmHWM)");
        service.end(SIGTERM);
        found_.check(service.exit_status() == 0, "SIGTERM ends the service with exit status 0");
        reader file{database};
        const std::int64_t stored = file.number("SELECT COUNT(*) FROM events");
        const std::int64_t judged = file.number("SELECT COUNT(*) FROM events WHERE due_ms IS NULL");
        found_.check(stored == events_ && judged == events_, std::to_string(stored) + " events are stored, each once, of " +
                                                                 std::to_string(events_) + "; " + std::to_string(judged) +
                                                                 " are judged");
        const int status = found_.exit_status();
        files_.kept = status != 0;
        return status;
    }

private:
    void enqueue(int messages) {
        std::vector<std::thread> threads;
        std::atomic<int> next{0};
        std::atomic<int> bad{0};
        for (int i = 0; i != 8; ++i) {
            threads.emplace_back([&] {
                httplib::Client client = connect(port_);
                for (int id = next++; id < messages; id = next++) {
                    const std::string body = json{{"id", "m" + std::to_string(id)},
                                                  {"from", "+15550100000"},
                                                  {"to", "+1201" + std::to_string(2000000 + id)},
                                                  {"messaging_profile_id", "profile"},
                                                  {"text", "Message " + std::to_string(id)}}
                                                 .dump();
                    const httplib::Result result = client.Post("/messages", body, "application/json");
                    bad += result && result->status == 202 ? 0 : 1;
                }
            });
        }
        for (std::thread& each : threads) {
            each.join();
        }
        httplib::Client client = connect(port_);
        for (int i = 0; i != 1200 && bad == 0; ++i) {
            const httplib::Result result = client.Get("/metrics");
            if (result && metric(result->body, "service_messages{state=\"accepted\"}") == messages) {
                return;
            }
            std::this_thread::sleep_for(milliseconds{50});
        }
        give_up("the messages are not accepted");
    }

    // Signed beforehand, so that the flood is not slowed down by it.
    void make(int total) {
        const std::string now = std::to_string(std::time(nullptr));
        const std::string old = std::to_string(std::time(nullptr) - 3600);
        const std::string early = std::to_string(std::time(nullptr) + 3600);
        const signer stranger{9};
        for (int i = 0; i != total; ++i) {
            const std::string message = std::to_string(i / 4);
            const int kind = i % 4;
            const std::string status = kind == 3 ? "delivered" : "sent";
            webhook made;
            made.path = "/webhooks/m" + message + "?attempt=1";
            made.body = json{{"data",
                              {{"record_type", "event"},
                               {"event_type", kind == 3 ? "message.finalized" : "message.sent"},
                               {"id", "event-" + std::to_string(i)},
                               {"occurred_at", "2026-01-02T03:04:05.678Z"},
                               {"payload",
                                {{"record_type", "message"},
                                 {"direction", "outbound"},
                                 {"id", "telnyx-m" + message},
                                 {"from", {{"phone_number", "+15550100000"}}},
                                 {"to", {{{"phone_number", "+1201" + std::to_string(2000000 + i / 4)}, {"status", status}}}},
                                 {"text", "Message " + message},
                                 {"errors", json::array()}}}}},
                             {"meta", {{"attempt", 1}, {"delivered_to", "http://127.0.0.1" + made.path}}}}
                            .dump();
            made.time = now;
            made.signature = key_.sign(now, made.body);
            ++events_;
            all_.push_back(made);
            if (i % 20 == 7) {
                all_.push_back(made); // a duplicate
            }
            if (i % 20 == 13) {
                webhook bad = made;
                bad.body.replace(bad.body.find("event-"), 6, "bogus-"); // were it stored, there would be one event too many
                bad.wanted = 401;
                switch (i / 20 % 7) {
                case 0: // altered
                    bad.counted = "forged";
                    break;
                case 1:
                    bad.signature = stranger.sign(now, bad.body);
                    bad.counted = "forged";
                    break;
                case 2:
                    bad.time = old;
                    bad.signature = key_.sign(old, bad.body);
                    bad.counted = "stale";
                    break;
                case 3:
                    bad.time = early;
                    bad.signature = key_.sign(early, bad.body);
                    bad.counted = "ahead";
                    break;
                case 4:
                    bad.signature.clear();
                    bad.counted = "missing_header";
                    bad.wanted = 400;
                    break;
                case 5:
                    bad.time = now + "000";
                    bad.signature = key_.sign(bad.time, bad.body);
                    bad.counted = "milliseconds";
                    bad.wanted = 400;
                    break;
                default:
                    bad.signature.back() = '!';
                    bad.counted = "bad_encoding";
                    bad.wanted = 400;
                    break;
                }
                all_.push_back(bad);
            }
        }
        valid_ = static_cast<std::size_t>(
            std::count_if(all_.begin(), all_.end(), [](const webhook& each) { return each.wanted == 200; }));
    }

    // Each at its time, from several threads, with the three attempts that Telnyx makes.
    milliseconds send() {
        constexpr std::size_t threads = 60; // the service serves 64 connections at once
        const clock::time_point begin = clock::now();
        std::atomic<std::size_t> next{0};
        std::vector<std::thread> workers;
        for (std::size_t i = 0; i != threads; ++i) {
            workers.emplace_back([&] {
                httplib::Client client = connect(port_);
                client.set_read_timeout(2); // as Telnyx
                for (std::size_t place = next++; place < all_.size(); place = next++) {
                    const webhook& what = all_[place];
                    const std::size_t due = place * 1000000 / static_cast<std::size_t>(per_second_);
                    std::this_thread::sleep_until(begin + std::chrono::microseconds{due});
                    send(client, what);
                }
            });
        }
        for (std::thread& each : workers) {
            each.join();
        }
        return std::chrono::duration_cast<milliseconds>(clock::now() - begin);
    }

    void send(httplib::Client& client, const webhook& what) {
        httplib::Headers headers{{"telnyx-timestamp", what.time}};
        if (!what.signature.empty()) {
            headers.emplace("telnyx-signature-ed25519", what.signature);
        }
        int status = 0;
        for (int attempt = 0; attempt != 3; ++attempt) {
            const clock::time_point begin = clock::now();
            const httplib::Result result = client.Post(what.path.c_str(), headers, what.body, "application/json");
            const auto took = std::chrono::duration_cast<milliseconds>(clock::now() - begin).count();
            const std::lock_guard<std::mutex> lock{mutex_};
            slowest_ms_ = std::max(slowest_ms_, took);
            status = result ? result->status : 0;
            if (status == what.wanted) {
                return;
            }
            if (status != 503 && status != 0) {
                break; // a refusal, or an acceptance, that should not be
            }
            ++repeated_;
        }
        const std::lock_guard<std::mutex> lock{mutex_};
        ++(status == 0 || status == 503 ? given_up_ : wrong_);
    }

    int seconds_;
    int per_second_;
    int port_;
    directory files_;
    stub_server telnyx_{accept_messages};
    signer key_{7};
    std::vector<webhook> all_;
    std::size_t valid_ = 0;
    std::int64_t events_ = 0;
    std::mutex mutex_;
    int given_up_ = 0, repeated_ = 0, wrong_ = 0;
    std::int64_t slowest_ms_ = 0;
    findings found_;
};

} // namespace

int main(int count, char** values) {
    try {
        const int seconds = count > 1 ? std::atoi(values[1]) : 2;
        const int per_second = count > 2 ? std::atoi(values[2]) : 2000;
        return flood{seconds, per_second}.run();
    } catch (const std::exception& error) {
        std::cerr << "webhook_flood: " << error.what() << '\n';
        return 1;
    }
}
