// Telnyx's API, as far as this service uses it. SPDX-License-Identifier: MIT
#include "api.hpp"

#include <utility>

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace service {

namespace {

constexpr int timeout_seconds = 10;

httplib::Client connect(const std::string& base, const std::string& key) {
    httplib::Client client{base};
    client.set_connection_timeout(timeout_seconds);
    client.set_read_timeout(timeout_seconds);
    client.set_write_timeout(timeout_seconds);
    client.set_tcp_nodelay(true);
    client.set_default_headers({{"Authorization", "Bearer " + key}, {"Accept", "application/json"}});
    return client;
}

answer read(const httplib::Result& response, te::phase phase, const service_clock& clock) {
    answer result;
    result.here.phase = phase;
    result.here.time = clock.time();
    if (clock.sped_up()) {
        result.here.failed_at = result.here.time;
    }
    if (!response) {
        const httplib::Error why = response.error();
        result.here.never_left = why == httplib::Error::Connection || why == httplib::Error::ConnectionTimeout;
        return result;
    }
    result.here.http_status = response->status;
    result.here.retry_after = te::read_retry_hint(response->headers, te::instant{service_clock::wall_ms() / 1000});
    result.here.retry_after.delay = clock.counted(result.here.retry_after.delay);
    result.report = te::read(response->body, phase);
    return result;
}

} // namespace

answer api::send(const work& message) const {
    const std::string body = nlohmann::json{{"from", message.sender},
                                            {"to", message.recipient},
                                            {"text", message.text},
                                            {"messaging_profile_id", message.profile},
                                            {"webhook_url", public_url_ + reference_of(message)}}
                                 .dump();
    // Over TLS cpp-httplib 0.11 repeats a request by itself if the server has closed the connection. A body is given only once.
    bool given = false;
    const auto once = [&](std::size_t offset, std::size_t size, httplib::DataSink& sink) {
        const bool again = std::exchange(given, true) && offset == 0;
        return !again && sink.write(body.data() + offset, size);
    };
    httplib::Client client = connect(base_, key_);
    return read(client.Post("/v2/messages", body.size(), once, "application/json"), te::phase::request, clock_);
}

answer api::look_up(const work& message) const {
    httplib::Client client = connect(base_, key_);
    if (!message.message_id.empty()) {
        return read(client.Get("/v2/messages/" + message.message_id), te::phase::record, clock_); // letters, digits and dashes
    }
    const std::string url = public_url_ + reference_of(message);
    const httplib::Params filters{{"filter[record_type]", "messaging"},
                                  {"filter[cld]", message.recipient},
                                  {"filter[delivery_status_webhook_url]", url},
                                  {"page[size]", "50"}};
    const httplib::Result response = client.Get("/v2/detail_records", filters, httplib::Headers{});
    answer result = read(response, te::phase::record, clock_);
    if (!response || response->status != 200) {
        return result;
    }
    // The filter may not be supported: only a row with this URL is about this attempt.
    const nlohmann::json page = nlohmann::json::parse(response->body, nullptr, false);
    if (page.is_object() && page.contains("data") && page["data"].is_array()) {
        nlohmann::json ours = nlohmann::json::array();
        for (const nlohmann::json& row : page["data"]) {
            if (row.is_object() && row.value("delivery_status_webhook_url", "") == url) {
                ours.push_back(row);
            }
        }
        const bool all_seen = page["data"].size() < 50;
        if (!ours.empty() || all_seen) { // else it may be on another page: a look-up that says nothing
            result.report = te::read(nlohmann::json{{"data", ours}}.dump(), te::phase::record);
            return result;
        }
    }
    result.report = te::report{};
    return result;
}

} // namespace service
