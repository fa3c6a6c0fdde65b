// Telnyx's API, as far as this service uses it. SPDX-License-Identifier: MIT
#ifndef SERVICE_API_HPP
#define SERVICE_API_HPP

#include <optional>

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "message.hpp"

namespace service {

/// What a request came to. Without a response the report is empty and the status 0. The same of a search that proves nothing, but
/// for `received`: the status that it was answered with.
struct answer {
    te::report report{};
    te::situation here{};
    int received = 0;
};

/// Makes requests. Each has a connection of its own: on a connection that is kept, a request that the server never read looks the
/// same as a lost response, and the message would have to be looked up for hours. For several threads.
class api {
public:
    /// \param base        such as https://api.telnyx.com. \param key  the API key.
    /// \param public_url  where Telnyx reaches this service: without a slash at its end.
    api(std::string base, std::string key, std::string public_url, const service_clock& clock)
        : base_(std::move(base)), key_(std::move(key)), public_url_(std::move(public_url)), clock_(clock) {}

    /// Sends a message, once.
    [[nodiscard]] answer send(const work& message) const {
        const json contents{{"from", message.sender},
                            {"to", message.recipient},
                            {"text", message.text},
                            {"messaging_profile_id", message.profile},
                            {"webhook_url", webhook_url(message)}};
        const std::string body = contents.dump();
        // Over TLS cpp-httplib 0.11 repeats a request by itself if the server has closed the connection. A body is given only once.
        bool given = false;
        const auto once = [&](std::size_t offset, std::size_t size, httplib::DataSink& sink) {
            const bool again = std::exchange(given, true) && offset == 0;
            return !again && sink.write(body.data() + offset, size);
        };
        return answer_of(connect().Post("/v2/messages", body.size(), once, "application/json"), te::phase::request);
    }

    /// Asks for an attempt: by its id, else by its webhook URL in the detail records. Not by its recipient, whose number Telnyx may
    /// spell otherwise.
    [[nodiscard]] answer look_up(const work& message) const {
        // Taken before the request: of what happens after it, the response says nothing.
        const std::uint64_t elapsed_ms = clock_.passed_since(message.started_ms, message.started_boot_ms);
        answer result;
        if (!message.message_id.empty()) {
            result = answer_of(connect().Get("/v2/messages/" + message.message_id), te::phase::record); // letters, digits, dashes
        } else {
            const httplib::Params filters{{"filter[record_type]", "messaging"},
                                          {"filter[delivery_status_webhook_url]", webhook_url(message)},
                                          {"filter[date_range]", "last_7_days"}, // a message waits 72 hours at most
                                          {"page[size]", "50"}};
            const httplib::Result page = connect().Get("/v2/detail_records", filters, httplib::Headers{});
            result = answer_of(page, te::phase::record);
            const auto ours = result.received == 200 ? only_about(webhook_url(message), page->body) : std::nullopt;
            result.report = ours.value_or(te::report{});
            result.here.http_status = ours ? result.received : 0; // a 404 too: a search that finds nothing answers with 200
        }
        result.here.elapsed_ms = elapsed_ms;
        return result;
    }

private:
    using json = nlohmann::json;

    // Both parts come back in every payload about this attempt.
    [[nodiscard]] std::string webhook_url(const work& message) const {
        return public_url_ + "/webhooks/" + message.id + "?attempt=" + std::to_string(message.attempt);
    }

    [[nodiscard]] httplib::Client connect() const {
        constexpr int timeout_seconds = 10;
        httplib::Client client{base_};
        client.set_connection_timeout(timeout_seconds);
        client.set_read_timeout(timeout_seconds);
        client.set_write_timeout(timeout_seconds);
        client.set_tcp_nodelay(true);
        client.set_default_headers({{"Authorization", "Bearer " + key_}, {"Accept", "application/json"}});
        return client;
    }

    [[nodiscard]] answer answer_of(const httplib::Result& response, te::phase phase) const {
        answer result;
        result.here.phase = phase;
        result.here.time = clock_.time();
        result.here.failed_at = clock_.sped_up() ? result.here.time : te::instant{};
        if (response) {
            result.report = te::read(response->body, phase);
            result.received = result.here.http_status = response->status;
            result.here.retry_after = te::read_retry_hint(response->headers, te::instant{service_clock::wall_ms() / 1000});
            result.here.retry_after.delay = clock_.counted(result.here.retry_after.delay);
        } else {
            result.here.never_left =
                response.error() == httplib::Error::Connection || response.error() == httplib::Error::ConnectionTimeout;
        }
        return result;
    }

    // A member of an object; null if there is none.
    [[nodiscard]] static json member(const json& of, const char* name) { return of.is_object() ? of.value(name, json{}) : json{}; }

    // Whether a page of detail records has all rows, as far as it says.
    [[nodiscard]] static bool is_whole(const json& page, std::size_t rows) {
        const json pages = member(member(page, "meta"), "total_pages");
        const json results = member(member(page, "meta"), "total_results");
        const bool counted = !pages.is_null() || !results.is_null();
        return (counted || rows == 0) && (pages.is_null() || (pages.is_number_unsigned() && pages <= 1U)) &&
               (results.is_null() || results == rows) && member(page, "errors").empty();
    }

    // The rows of a page of detail records that are about one webhook URL: the filter may not be supported. Nothing if there is no
    // such row and that proves nothing: there may be another page, or a row does not say what it is about.
    [[nodiscard]] static std::optional<te::report> only_about(const std::string& url, const std::string& body) {
        const json page = json::parse(body, nullptr, false);
        const json rows = member(page, "data");
        bool complete = rows.is_array() && is_whole(page, rows.size());
        json ours = json::array();
        for (const json& row : rows) {
            const json about = member(row, "delivery_status_webhook_url");
            if (about == url) {
                ours.push_back(row);
            } else if (member(row, "direction") != "inbound") {
                complete = complete && about.is_string() && about != "";
            }
        }
        if (ours.empty() && !complete) {
            return std::nullopt;
        }
        return te::read(json{{"data", ours}}.dump(), te::phase::record);
    }

    std::string base_, key_, public_url_;
    const service_clock& clock_;
};

} // namespace service

#endif
