// The values of the library in the form of the vectors, and back: README.md describes the form.
#ifndef TELNYX_ERRORS_TESTS_CONFORMANCE_FORMS_HPP
#define TELNYX_ERRORS_TESTS_CONFORMANCE_FORMS_HPP

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <telnyx/errors.hpp>
#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/history.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/pause.hpp>

namespace conformance {

namespace te = telnyx::errors;
using nlohmann::json;

// An object whose empty members are left out: "", false, null.
class form {
public:
    form& add(const char* name, json value) {
        const bool empty = value.is_null() || (value.is_boolean() && !value.get<bool>()) ||
                           (value.is_string() && value.get_ref<const std::string&>().empty());
        if (!empty) {
            object_[name] = std::move(value);
        }
        return *this;
    }
    template <class E>
    form& word(const char* name, E value) {
        object_[name] = std::string{te::name(value)};
        return *this;
    }
    template <class Integer>
    form& number(const char* name, Integer value) {
        object_[name] = std::to_string(value);
        return *this;
    }
    form& text(const char* name, std::string_view value) { return add(name, std::string{value}); }
    form& flag(const char* name, bool value) { return add(name, value); }
    form& time(const char* name, te::instant value) {
        return add(name, value.known() ? json(std::to_string(value.unix_seconds())) : json(nullptr));
    }
    form& delay(const char* name, te::delay value) {
        return add(name, value.known() ? json(std::to_string(value.milliseconds())) : json(nullptr));
    }
    [[nodiscard]] json done() { return std::move(object_); }

private:
    json object_ = json::object();
};

inline json of(const te::decision& value) {
    return form{}
        .word("step", value.step)
        .word("reason", value.reason)
        .word("scope", value.scope)
        .word("toward", value.toward)
        .word("remedy", value.remedy)
        .word("basis", value.basis)
        .word("consent", value.consent)
        .word("receipt", value.receipt)
        .word("actor", value.actor())
        .delay("delay_ms", value.delay)
        .time("not_before", value.not_before)
        .number("governing_code", value.governing_code)
        .done();
}

inline json of(const te::code_info& value) {
    return form{}
        .flag("known", value.known())
        .number("number", value.number())
        .word("origin", value.origin)
        .word("stage", value.stage)
        .word("category", value.category)
        .word("retry", value.retry)
        .word("also", value.also)
        .word("basis", value.basis)
        .word("wait", value.wait)
        .word("scope", value.scope)
        .word("toward", value.toward)
        .word("remedy", value.remedy)
        .text("name", value.name)
        .text("title", value.title)
        .done();
}

inline json of(const te::error_view& value) {
    form result;
    if (value.recipient.known()) {
        result.number("recipient", value.recipient.value());
    }
    return result.flag("known", value.known())
        .number("number", value.number)
        .number("body", value.body)
        .word("retryable", value.retryable)
        .flag("title_disagrees", value.title_disagrees())
        .text("code", value.code.view())
        .text("title", value.title)
        .text("detail", value.detail)
        .text("pointer", value.pointer)
        .text("parameter", value.parameter)
        .done();
}

inline json of(const te::recipient_view& value) {
    return form{}
        .word("outcome", value.outcome)
        .word("list", value.list)
        .number("place", value.index)
        .number("body", value.body)
        .text("phone_number", value.phone_number)
        .text("status", value.status)
        .text("carrier", value.carrier)
        .done();
}

inline json of(const te::report& value) {
    json errors = json::array();
    json recipients = json::array();
    for (const te::error_view& each : value.errors()) {
        errors.push_back(of(each));
    }
    for (const te::recipient_view& each : value.recipients()) {
        recipients.push_back(of(each));
    }
    return form{}
        .word("kind", value.kind())
        .word("phase", value.phase())
        .word("outcome", value.outcome())
        .word("problem", value.problem())
        .word("channel", value.channel())
        .word("keyword", value.keyword())
        .flag("final_event", value.final_event())
        .flag("missing_payload", value.missing_payload())
        .flag("empty_page", value.empty_page())
        .flag("inbound", value.inbound())
        .flag("incomplete", value.incomplete())
        .number("http_status", value.http_status())
        .number("body_count", value.body_count())
        .number("unreadable", value.unreadable())
        .number("error_count", value.errors().size())
        .number("recipient_count", value.recipients().size())
        .text("event_type", value.event_type())
        .text("event_id", value.event_id())
        .text("message_id", value.message_id())
        .text("group_message_id", value.group_message_id())
        .text("status", value.status())
        .text("description", value.description())
        .text("sender", value.sender())
        .text("messaging_profile_id", value.messaging_profile_id())
        .text("campaign_id", value.campaign_id())
        .text("occurred_at", value.occurred_at())
        .text("completed_at", value.completed_at())
        .text("valid_until", value.valid_until())
        .text("text", value.text())
        .text("autoresponse_type", value.autoresponse_type())
        .text("delivered_to", value.delivered_to())
        .text("cost", value.cost())
        .text("currency", value.currency())
        .delay("retry_after_ms", value.retry_after().delay)
        .word("should_retry", value.retry_after().should_retry)
        .add("errors", errors)
        .add("recipients", recipients)
        .done();
}

inline json of(const te::retry_hint& value) {
    return form{}
        .flag("rate_limit_only", value.rate_limit_only)
        .word("should_retry", value.should_retry)
        .delay("delay_ms", value.delay)
        .done();
}

inline json of(const te::pause& value, bool suppression) {
    return form{}
        .word("coverage", value.coverage)
        .word("scope", value.scope)
        .word("toward", value.toward)
        .word("channel", value.channel)
        .word("actor", value.actor)
        .word("reason", value.reason)
        .word("remedy", value.remedy)
        .flag("ends_by_success", value.ends_by_success)
        .flag("suppression", suppression)
        .time("until", value.until)
        .time("began", value.began)
        .number("governing_code", value.governing_code)
        .text("scope_key", value.scope_key)
        .text("sender", value.sender)
        .text("toward_key", value.toward_key)
        .done();
}

inline json of(const te::history& value) {
    json columns = json::array();
    for (const std::int64_t column : te::store(value)) {
        columns.push_back(std::to_string(column));
    }
    return form{}
        .add("columns", columns)
        .flag("known", value.known())
        .word("progress", value.progress())
        .word("ending", value.ending())
        .word("consent", value.consent())
        .word("outcome", value.outcome())
        .flag("exists", value.exists())
        .flag("contradictory", value.contradictory())
        .flag("settled", value.settled())
        .number("failure_code", value.failure_code())
        .done();
}

// Reads the members of an object. A member that is not asked for is an error in the vector.
class members {
public:
    explicit members(const json& object) : object_(object) {
        if (!object.is_object()) {
            throw std::invalid_argument{"not an object: " + object.dump()};
        }
    }
    members(const members&) = delete;
    members& operator=(const members&) = delete;

    [[nodiscard]] const json* find(const char* name) {
        asked_ += std::string{"|"} + name + "|";
        const auto found = object_.find(name);
        return found == object_.end() ? nullptr : &*found;
    }
    template <class E>
    members& word(const char* name, E& value) {
        if (const json* const found = find(name)) {
            const te::parsed<E> named = te::from_name<E>(found->get<std::string>());
            if (!named.known()) {
                throw std::invalid_argument{std::string{name} + " is none of its enumeration: " + found->dump()};
            }
            value = named.value();
        }
        return *this;
    }
    template <class Integer>
    members& number(const char* name, Integer& value) {
        if (const json* const found = find(name)) {
            const auto& digits = found->get_ref<const std::string&>();
            value = static_cast<Integer>(digits[0] == '-' ? static_cast<std::uint64_t>(std::stoll(digits)) : std::stoull(digits));
        }
        return *this;
    }
    members& flag(const char* name, bool& value) {
        if (const json* const found = find(name)) {
            value = found->get<bool>();
        }
        return *this;
    }
    members& time(const char* name, te::instant& value) {
        if (const json* const found = find(name)) {
            value = found->is_null() ? te::instant{} : te::instant{std::stoll(found->get<std::string>())};
        }
        return *this;
    }
    members& delay(const char* name, te::delay& value) {
        if (const json* const found = find(name)) {
            value = found->is_null() ? te::delay{} : te::delay{std::stoull(found->get<std::string>())};
        }
        return *this;
    }
    // Borrowed from the vector.
    members& text(const char* name, std::string_view& value) {
        if (const json* const found = find(name)) {
            value = found->get_ref<const std::string&>();
        }
        return *this;
    }
    void done() const {
        for (const auto& member : object_.items()) {
            if (asked_.find("|" + member.key() + "|") == std::string::npos) {
                throw std::invalid_argument{"unknown member " + member.key()};
            }
        }
    }

private:
    const json& object_;
    std::string asked_;
};

inline te::situation situation_of(const json* given) {
    te::situation result;
    if (given != nullptr) {
        members from{*given};
        from.word("phase", result.phase)
            .word("channel", result.channel)
            .flag("never_left", result.never_left)
            .number("http_status", result.http_status)
            .number("attempt", result.attempt)
            .number("elapsed_ms", result.elapsed_ms)
            .time("time", result.time)
            .time("failed_at", result.failed_at)
            .time("valid_until", result.valid_until)
            .flag("idempotent", result.idempotent)
            .number("random_bits", result.random_bits)
            .delay("retry_after_ms", result.retry_after.delay)
            .flag("rate_limit_only", result.retry_after.rate_limit_only)
            .word("should_retry", result.retry_after.should_retry)
            .done();
    }
    return result;
}

// A policy owns its amendments.
struct policy {
    te::retry_policy plain{};
    std::vector<te::amendment> amendments{};

    [[nodiscard]] te::amended_policy amended() const { return {amendments, plain}; }
};

inline te::amendment amendment_of(const json& given) {
    members from{given};
    std::int64_t code = 0;
    te::retry_class retry{};
    from.number("code", code).word("retry", retry);
    te::amendment result = te::amend(code, retry);
    from.word("wait", result.becomes.wait)
        .word("scope", result.becomes.scope)
        .word("toward", result.becomes.toward)
        .word("remedy", result.becomes.remedy)
        .word("channel", result.channel)
        .flag("looser", result.looser)
        .done();
    return result;
}

inline policy policy_of(const json* given) {
    policy result;
    if (given != nullptr) {
        members from{*given};
        bool for_delivery = false;
        if (from.flag("delivery_policy", for_delivery); for_delivery) {
            result.plain = te::delivery_policy;
        }
        from.number("max_attempts", result.plain.max_attempts)
            .number("base_ms", result.plain.base_ms)
            .number("cap_ms", result.plain.cap_ms)
            .delay("deadline_ms", result.plain.deadline)
            .number("look_again_ms", result.plain.look_again_ms)
            .delay("longest_wait_ms", result.plain.longest_wait)
            .delay("longest_hold_ms", result.plain.longest_hold)
            .delay("queue_window_ms", result.plain.queue_window)
            .word("jitter", result.plain.jitter);
        if (const json* const list = from.find("amendments")) {
            for (const json& each : *list) {
                result.amendments.push_back(amendment_of(each));
            }
        }
        from.done();
    }
    return result;
}

inline te::decision decision_of(const json& given) {
    te::decision result;
    members from{given};
    te::actor ignored{}; // it follows from the step and the remedy
    from.word("step", result.step)
        .word("reason", result.reason)
        .word("scope", result.scope)
        .word("toward", result.toward)
        .word("remedy", result.remedy)
        .word("basis", result.basis)
        .word("consent", result.consent)
        .word("receipt", result.receipt)
        .word("actor", ignored)
        .delay("delay_ms", result.delay)
        .time("not_before", result.not_before)
        .number("governing_code", result.governing_code)
        .done();
    return result;
}

inline te::message_ids ids_of(const json* given) {
    te::message_ids result;
    if (given != nullptr) {
        members from{*given};
        from.word("channel", result.channel)
            .text("sender", result.sender)
            .text("campaign", result.campaign)
            .text("brand", result.brand)
            .text("messaging_profile", result.messaging_profile)
            .text("account", result.account)
            .text("content", result.content)
            .text("recipient", result.recipient)
            .text("carrier", result.carrier)
            .text("region", result.region)
            .done();
    }
    return result;
}

} // namespace conformance

#endif
