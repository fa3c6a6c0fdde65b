// telnyx-errors, the command line: who opted out, from all payloads together. SPDX-License-Identifier: MIT
#include "triage/consent_ledger.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace command_line {

namespace te = telnyx::errors;

namespace {

int order_of(te::consent said) noexcept { return said == te::consent::opted_in ? 0 : said == te::consent::opted_out ? 1 : 2; }

} // namespace

bool consent_ledger::by_person::operator()(const note& left, const note& right) const noexcept {
    const int left_order = order_of(left.said);
    const int right_order = order_of(right.said);
    return std::tie(left.person, left.list, left_order, left.position) <
           std::tie(right.person, right.list, right_order, right.position);
}

// The opt-ins of one person for one profile or sender, as far as they decide which opt-outs they lift.
class consent_ledger::opt_ins {
public:
    void add(const note& next) noexcept {
        last_ = (std::max)(last_, next.position);
        if (next.time == no_time) {
            last_without_time_ = (std::max)(last_without_time_, next.position);
        } else {
            last_with_time_ = (std::max)(last_with_time_, std::make_pair(next.time, next.position));
        }
    }
    /// Whether one of them is later than an opt-out.
    [[nodiscard]] bool lift(const note& opt_out) const noexcept {
        if (opt_out.time == no_time) {
            return last_ > opt_out.position;
        }
        return last_without_time_ > opt_out.position || last_with_time_ > std::make_pair(opt_out.time, opt_out.position);
    }

private:
    std::uint64_t last_ = 0; // positions are counted from 1
    std::uint64_t last_without_time_ = 0;
    std::pair<std::int64_t, std::uint64_t> last_with_time_{no_time, 0};
};

// Combines the notes about each person; they arrive sorted.
class consent_ledger::joiner {
public:
    joiner(std::function<void(std::uint64_t person, te::consent state)> person, std::function<void(std::uint64_t row)> row)
        : report_person_(std::move(person)), report_row_(std::move(row)) {}

    void add(const note& next) {
        if (next.person != person_) {
            end_person();
            person_ = next.person;
        } else if (next.list != list_) {
            start_list();
        }
        list_ = next.list;
        if (next.said == te::consent::opted_in) {
            opt_ins_.add(next);
        } else if (!opt_ins_.lift(next)) {
            state_ = (std::max)(state_, next.said);
            if (!std::exchange(has_row_, true)) {
                report_row_(next.row);
            }
        }
    }
    void end_person() {
        if (state_ != te::consent::unchanged) {
            report_person_(person_, state_);
        }
        state_ = te::consent::unchanged;
        start_list();
    }

private:
    void start_list() {
        opt_ins_ = {};
        has_row_ = false;
    }

    std::function<void(std::uint64_t, te::consent)> report_person_;
    std::function<void(std::uint64_t)> report_row_;
    std::uint64_t person_ = 0;
    std::uint64_t list_ = 0;
    te::consent state_ = te::consent::unchanged;
    opt_ins opt_ins_{};
    bool has_row_ = false; // of this list
};

std::uint64_t consent_ledger::store_row(const std::string& row) {
    const std::uint64_t size = row.size();
    const std::uint64_t position = texts_.append(&size, sizeof(size));
    texts_.append(row.data(), row.size());
    return position;
}

std::string consent_ledger::stored_row(std::uint64_t position) {
    std::uint64_t size = 0;
    texts_.read(position, &size, sizeof(size));
    std::string row(static_cast<std::size_t>(size), '\0');
    texts_.read(position + sizeof(size), row.data(), row.size());
    return row;
}

void consent_ledger::add(const finding& found, bool is_copy, const std::function<std::string(const found_consent&)>& row_of) {
    for (const found_consent& said : found.consents) {
        note about;
        about.person = said.person;
        about.list = said.profile != 0 ? said.profile : said.sender;
        about.position = ++added_;
        about.time = found.time.known() ? found.time.unix_seconds() : no_time;
        about.said = said.consent;
        if (said.consent == te::consent::opted_in) {
            if (said.person != 0 && !(is_copy && about.time == no_time)) {
                add_opt_in(said, about);
            }
        } else if (said.person != 0) {
            about.row = row_of ? store_row(row_of(said)) : no_row;
            notes_.add(about);
        } else if (row_of && !is_copy) { // nothing can lift it
            rows_.add(store_row(row_of(said)));
        }
    }
}

// It lifts the opt-outs of the profile, and those of the sender that name no profile.
void consent_ledger::add_opt_in(const found_consent& said, note about) {
    for (const std::uint64_t list : {said.profile, said.sender}) {
        if (list != 0) {
            about.list = list;
            notes_.add(about);
        }
    }
}

void consent_ledger::finish(const listener& report) {
    joiner people{report.person, [this](std::uint64_t row) {
                      if (row != no_row) {
                          rows_.add(row);
                      }
                  }};
    notes_.each([&](const note& each) { people.add(each); });
    people.end_person();
    rows_.each([&](std::uint64_t row) { report.row(stored_row(row)); });
}

} // namespace command_line
