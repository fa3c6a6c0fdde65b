// telnyx-errors, the command line: what to do about each message, from all payloads together. SPDX-License-Identifier: MIT
#include "triage/message_ledger.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>

namespace command_line {

namespace te = telnyx::errors;

namespace {

constexpr unsigned filter_bits = 24; // 2 MiB

std::uint64_t bit_of(std::uint64_t position) noexcept { return std::uint64_t{1} << (position & 63U); }

} // namespace

// The parts of a hash serve as independent hashes.
void message_ledger::bloom_filter::insert(std::uint64_t hash) {
    bits_.resize(std::size_t{1} << (filter_bits - 6));
    for (const std::uint64_t part : {hash, hash >> filter_bits}) {
        const std::uint64_t position = part & ((std::uint64_t{1} << filter_bits) - 1);
        bits_[position >> 6U] |= bit_of(position);
    }
}

bool message_ledger::bloom_filter::may_contain(std::uint64_t hash) const noexcept {
    const auto has = [this](std::uint64_t part) {
        const std::uint64_t position = part & ((std::uint64_t{1} << filter_bits) - 1);
        return (bits_[position >> 6U] & bit_of(position)) != 0;
    };
    return !bits_.empty() && has(hash) && has(hash >> filter_bits);
}

bool message_ledger::by_message::operator()(const note& left, const note& right) const noexcept {
    return std::tie(left.message, left.recipient) < std::tie(right.message, right.recipient);
}

bool message_ledger::by_recipient::operator()(const note& left, const note& right) const noexcept {
    return std::tie(left.recipient, left.topic) < std::tie(right.recipient, right.topic);
}

// The result does not depend on the order: of two equally strict notes, the lower code counts.
void message_ledger::note::add(const note& other) noexcept {
    if (other.standing > standing || (other.standing == standing && other.code < code)) {
        standing = other.standing;
        code = other.code;
        wait = other.wait;
    }
    not_before = (std::max)(not_before, other.not_before);
    name = (std::min)(name, other.name);
    wants_resend = wants_resend || other.wants_resend;
    has_several = has_several || other.has_several;
}

message_fate message_ledger::note::fate(enum message_fate::obstacle obstacle) const noexcept {
    message_fate result;
    result.obstacle = obstacle;
    result.step = standing == standing::retry ? te::step::retry : standing == standing::hold ? te::step::hold : te::step::fix_first;
    result.wait = wait;
    result.not_before = not_before == no_time ? te::instant{} : te::instant{not_before};
    result.code = code;
    result.has_id = message != 0;
    return result;
}

enum message_ledger::standing message_ledger::standing_of(const found_message& message) noexcept {
    if (message.decision.receipt != te::receipt::no) { // no decision resends to a recipient who may have the message
        return standing::no_resend;
    }
    switch (message.decision.step) {
    case te::step::retry: return standing::retry;
    case te::step::hold: return standing::hold;
    case te::step::fix_first: return standing::fix_first;
    case te::step::none: // it was delivered
    case te::step::stop:
    case te::step::reconcile: break;
    }
    return standing::no_resend;
}

std::uint64_t message_ledger::store_name(const finding& found, const found_message& message) {
    const std::uint64_t sizes[] = {found.message_id.size(), message.phone_number.size()};
    const std::uint64_t position = names_.append(sizes, sizeof(sizes));
    names_.append(found.message_id.data(), found.message_id.size());
    names_.append(message.phone_number.data(), message.phone_number.size());
    return position;
}

message_to_resend message_ledger::named(const note& share) {
    message_to_resend result;
    std::uint64_t sizes[2]{};
    names_.read(share.name, sizes, sizeof(sizes));
    result.message_id.resize(static_cast<std::size_t>(sizes[0]));
    result.phone_number.resize(static_cast<std::size_t>(sizes[1]));
    names_.read(share.name + sizeof(sizes), result.message_id.data(), result.message_id.size());
    names_.read(share.name + sizeof(sizes) + sizes[0], result.phone_number.data(), result.phone_number.size());
    if (!share.has_several) {
        result.phone_number.clear();
    }
    result.fate = share.fate(message_fate::obstacle::none);
    return result;
}

void message_ledger::withhold_from(std::uint64_t recipient) {
    note about;
    about.recipient = recipient;
    about.topic = topic::opted_out;
    recipients_.add(about);
}

void message_ledger::add(const finding& found) {
    for (const found_message& message : found.messages) {
        note about;
        about.message = found.message;
        about.recipient = message.recipient;
        about.standing = standing_of(message);
        if (about.standing == standing::no_resend) {
            if (found.message != 0) {
                exclusions_.add({about.message, about.recipient});
            }
            continue;
        }
        about.code = message.decision.governing_code;
        about.wait = te::classify(about.code).wait;
        about.not_before = message.decision.not_before.known() ? message.decision.not_before.unix_seconds() : no_time;
        about.wants_resend = about.standing != standing::fix_first;
        about.has_several = message.is_one_of_several;
        if (found.message == 0) { // no other payload can refer to it
            recipients_.add(about);
            continue;
        }
        if (about.wants_resend && wants_names_) {
            about.name = store_name(found, message);
        }
        wanted_.insert(about.message);
        messages_.add(about);
    }
}

void message_ledger::finish(const listener& report) {
    exclusions_.each([this](const exclusion& each) {
        if (wanted_.may_contain(each.message)) {
            note about;
            about.message = each.message;
            about.recipient = each.recipient;
            about.standing = standing::no_resend;
            messages_.add(about);
        }
    });
    join_messages(report);
    join_recipients(report);
    to_resend_.each([&](const note& share) { report.to_resend(named(share)); });
}

// Combines the notes about each recipient of each message; they arrive sorted. Notes without a recipient come first and apply to
// every recipient; they are a result of their own only if no recipient is known.
class message_ledger::share_joiner {
public:
    explicit share_joiner(std::function<void(const note& share)> take) : take_(std::move(take)) {}

    void add(const note& next) {
        if (next.message != message_) {
            end_message();
            message_ = next.message;
        }
        std::optional<note>& sum = next.recipient == 0 ? of_all_ : share_;
        if (sum && sum->recipient != next.recipient) {
            has_several_ = true;
            end_share();
        }
        if (sum) {
            sum->add(next);
        } else {
            sum = next;
        }
    }
    void end_message() {
        if (share_) {
            end_share();
        } else if (of_all_) {
            take_(*of_all_);
        }
        of_all_.reset();
        has_several_ = false;
    }

private:
    void end_share() {
        note sum = *share_;
        share_.reset();
        if (of_all_) {
            const std::uint64_t with_number = sum.name;
            sum.add(*of_all_);
            sum.name = with_number != no_name ? with_number : sum.name;
        }
        sum.has_several = sum.has_several || has_several_;
        take_(sum);
    }

    std::function<void(const note&)> take_;
    std::uint64_t message_ = 0;
    std::optional<note> of_all_{};
    std::optional<note> share_{}; // of the last recipient
    bool has_several_ = false;
};

void message_ledger::join_messages(const listener& report) {
    share_joiner joiner{[&](const note& share) {
        if (share.standing != standing::no_resend) {
            recipients_.add(share);
        } else if (share.wants_resend) {
            report.fate(share.fate(message_fate::obstacle::contradicted));
        }
    }};
    messages_.each([&](const note& each) { joiner.add(each); });
    joiner.end_message();
}

void message_ledger::join_recipients(const listener& report) {
    std::uint64_t recipient = 0;
    bool opted_out = false;
    recipients_.each([&](const note& each) {
        if (each.recipient != recipient) {
            recipient = each.recipient;
            opted_out = false;
        }
        switch (each.topic) {
        case topic::opted_out: opted_out = true; break;
        case topic::message:
            const bool may_be_resent = recipient == 0 || !opted_out;
            report.fate(each.fate(may_be_resent ? message_fate::obstacle::none : message_fate::obstacle::opted_out));
            if (may_be_resent && each.standing != standing::fix_first && each.name != no_name) {
                to_resend_.add(each);
            }
            break;
        }
    });
}

} // namespace command_line
