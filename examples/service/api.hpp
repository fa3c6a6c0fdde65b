// Telnyx's API, as far as this service uses it. SPDX-License-Identifier: MIT
#ifndef SERVICE_API_HPP
#define SERVICE_API_HPP

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "message.hpp"

namespace service {

/// What a request came to. Without a response the report is empty and the status 0.
struct answer {
    te::report report{};
    te::situation here{};
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
        const std::string body = nlohmann::json{
            {"from", message.sender},
            {"to", message.recipient},
            {"text", message.text},
            {"messaging_profile_id", message.profile},
            {"webhook_url",
             webhook_url(message)}}.dump();
        // Over TLS cpp-httplib 0.11 repeats a request by itself if the server has closed the connection. A body is given only once.
        bool given = false;
        const auto once = [&](std::size_t offset, std::size_t size, httplib::DataSink& sink) {
            const bool again = std::exchange(given, true) && offset == 0;
            return !again && sink.write(body.data() + offset, size);
        };
        const httplib::Result response = connect().Post("/v2/messages", body.size(), once, "application/json");
        return {response ? te::read(response->body, te::phase::request) : te::report{}, situation_of(response, te::phase::request)};
    }

    /// Asks for an attempt: by its id, else by its webhook URL in the detail records.
    [[nodiscard]] answer look_up(const work& message) const {
        if (!message.message_id.empty()) {
            const httplib::Result found = connect().Get("/v2/messages/" + message.message_id); // letters, digits and dashes
            return {found ? te::read(found->body, te::phase::record) : te::report{}, situation_of(found, te::phase::record)};
        }
        const httplib::Params filters{{"filter[record_type]", "messaging"},
                                      {"filter[cld]", message.recipient},
                                      {"filter[delivery_status_webhook_url]", webhook_url(message)},
                                      {"page[size]", std::to_string(page_size)}};
        const httplib::Result page = connect().Get("/v2/detail_records", filters, httplib::Headers{});
        return {page && page->status == 200 ? only_about(webhook_url(message), page->body) : te::report{},
                situation_of(page, te::phase::record)};
    }

private:
    static constexpr std::size_t page_size = 50;

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

    // What there is to know about a response but its body.
    [[nodiscard]] te::situation situation_of(const httplib::Result& response, te::phase phase) const {
        te::situation here;
        here.phase = phase;
        here.time = clock_.time();
        here.failed_at = clock_.sped_up() ? here.time : te::instant{};
        if (response) {
            here.http_status = response->status;
            here.retry_after = te::read_retry_hint(response->headers, te::instant{service_clock::wall_ms() / 1000});
            here.retry_after.delay = clock_.counted(here.retry_after.delay);
        } else {
            here.never_left =
                response.error() == httplib::Error::Connection || response.error() == httplib::Error::ConnectionTimeout;
        }
        return here;
    }

    // The rows of a page of detail records that are about one webhook URL: the filter may not be supported. The page itself is no
    // news if there is no such row, and there may be another page.
    [[nodiscard]] static te::report only_about(const std::string& url, const std::string& body) {
        const nlohmann::json page = nlohmann::json::parse(body, nullptr, false);
        const nlohmann::json rows = page.is_object() ? page.value("data", nlohmann::json{}) : nlohmann::json{};
        nlohmann::json ours = nlohmann::json::array();
        for (const nlohmann::json& row : rows) {
            if (row.is_object() && row.value("delivery_status_webhook_url", nlohmann::json{}) == url) {
                ours.push_back(row);
            }
        }
        const nlohmann::json meta = page.is_object() ? page.value("meta", nlohmann::json{}) : nlohmann::json{};
        const nlohmann::json total = meta.is_object() ? meta.value("total_results", nlohmann::json{}) : nlohmann::json{};
        const bool more = total.is_number_unsigned() && total.get<std::size_t>() > rows.size();
        const bool complete = rows.is_array() && rows.size() < page_size && !more;
        return ours.empty() && !complete ? te::report{} : te::read(nlohmann::json{{"data", ours}}.dump(), te::phase::record);
    }

    std::string base_, key_, public_url_;
    const service_clock& clock_;
};

} // namespace service

#endif
