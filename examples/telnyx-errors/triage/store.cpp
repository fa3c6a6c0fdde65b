// telnyx-errors, the command line: stores rows in a database. SPDX-License-Identifier: MIT
#include "triage/store.hpp"

#include <algorithm>

#include "failure.hpp"
#include "streams/interruption.hpp"
#include "triage/embedded.hpp"

namespace command_line {
namespace {

constexpr std::size_t most_known = 16384; // numbers of names, of inputs and of shapes, and tallies

constexpr std::string_view roles[] = {"sender", "campaign", "carrier", "cost", "hour", "hour"};

// "INSERT INTO table (first, columns of this place...) VALUES (?, ...)".
std::string insertion(std::string_view table, const std::string& first, const std::string& last, column_place place,
                      bool also_names) {
    std::string names = first;
    for (const column_info& column : columns_of_rows) {
        if (column.place == place || (also_names && column.place == column_place::name)) {
            names.append(names.empty() ? "" : ", ").append(column.name);
        }
    }
    names += last;
    std::string places = "?";
    for (const char c : names) {
        places += c == ',' ? ", ?" : "";
    }
    return "INSERT INTO " + std::string{table} + " (" + names + ") VALUES (" + places + ")";
}

std::int64_t last_of(database& target, const std::string& table) {
    statement query = target.prepare("SELECT coalesce(max(id), 0) FROM " + table);
    return query.step() ? query.integer(0) : 0;
}

} // namespace

row_store::row_store(database& target, std::int64_t now)
    : target_(target), now_(now), last_row_(last_of(target, "stored_row")), last_input_(last_of(target, "input")),
      last_name_(last_of(target, "name")), last_shape_(last_of(target, "shape")),
      insert_row_(target.prepare(insertion("stored_row", "id, shape, message_hash", "", column_place::row, true))),
      insert_input_(target.prepare("INSERT INTO input (id, name, now) VALUES (?, ?, ?)")),
      insert_name_(target.prepare("INSERT INTO name (id, name) VALUES (?, ?)")),
      insert_code_(target.prepare("INSERT OR IGNORE INTO shape_code (shape, code) VALUES (?, ?)")),
      insert_shape_(target.prepare(insertion("shape", "id, is_first, row_count", "", column_place::shape, false))) {
    target.events().begin();
    target.messages().begin();
    statement earlier = target.prepare("SELECT message_hash, iif(coalesce(recipient_index, 0) = 0, event_id, '') FROM stored_row");
    while (earlier.step()) {
        target.messages().add(earlier.integer(0));
        target.events().add(hash_of(earlier.text(1)));
    }
}

std::int64_t row_store::input_of(std::string_view name) {
    if (name == current_input_ && now_ == current_now_) {
        return last_used_input_;
    }
    current_input_ = name;
    current_now_ = now_;
    key_.assign(name).append(1, '\0').append(std::to_string(now_));
    const auto found = inputs_.find(key_);
    if (found != inputs_.end()) {
        return last_used_input_ = found->second;
    }
    if (inputs_.size() == most_known) {
        inputs_.clear();
    }
    insert_input_.bind(1, ++last_input_);
    insert_input_.bind(2, name);
    insert_input_.bind(3, now_);
    insert_input_.step();
    return last_used_input_ = inputs_[key_] = last_input_;
}

std::int64_t row_store::name_of(std::string_view name) {
    key_ = name;
    const auto found = names_.find(key_);
    if (found != names_.end()) {
        return found->second;
    }
    insert_name_.bind(1, ++last_name_);
    insert_name_.bind(2, name);
    insert_name_.step();
    return names_[key_] = last_name_;
}

const row_store::shape_count& row_store::shape_of(const row& added) {
    const auto append = [this](const void* bytes, std::size_t size) { key_.append(static_cast<const char*>(bytes), size); };
    key_ = added.is_first() ? "1" : "0";
    for (std::size_t i = 0; i != column_count; ++i) {
        const value& each = added[static_cast<column>(i)];
        if (columns_of_rows[i].place != column_place::shape) {
            continue;
        }
        if (columns_of_rows[i].type == column_type::integer) {
            key_ += each.has_number ? '#' : '-';
            append(&each.number, sizeof(each.number));
        } else if (columns_of_rows[i].type == column_type::word && !is_merging_) { // each word is stored once in the program
            const char* const word = each.text.data();
            append(&word, sizeof(word));
        } else {
            const std::size_t size = each.text.size();
            append(&size, sizeof(size));
            key_ += each.text;
        }
    }
    const auto found = shapes_.find(key_);
    if (found != shapes_.end()) {
        ++found->second.rows;
        return found->second;
    }
    if (shapes_.size() == most_known) {
        store_counts();
    }
    int place = 0;
    insert_shape_.bind(++place, ++last_shape_);
    insert_shape_.bind(++place, std::int64_t{added.is_first() ? 1 : 0});
    insert_shape_.bind(++place, std::int64_t{0});
    for (std::size_t i = 0; i != column_count; ++i) {
        if (columns_of_rows[i].place == column_place::shape) {
            insert_shape_.bind(++place, added[static_cast<column>(i)], columns_of_rows[i].type);
        }
    }
    insert_shape_.step();
    const std::string_view kind = added[column::kind].text;
    const bool is_counted = kind != "not_json" && kind != "unrecognised";
    const bool fails = is_counted && added[column::payload_step].text != "none";
    if (added.is_first() && fails) {
        store_codes(added[column::codes].text);
    }
    const std::int64_t counted = added.is_first() && is_counted ? counted_as(added, fails) : 0;
    const shape_count made{last_shape_, 1, counted, fails, fails && added[column::step].text != "none"};
    return shapes_[key_] = made;
}

// Of the shapes of first rows with this direction and, if they fail, with these codes, the first one.
std::int64_t row_store::counted_as(const row& added, bool fails) {
    std::string key{added[column::direction].text};
    if (fails) {
        key.append(" ").append(added[column::codes].text);
    }
    return counted_shapes_.try_emplace(key, last_shape_).first->second;
}

// Counts the payload of the last row, which follows those that were counted before.
void row_store::count(const row& added, const shape_count& shape) {
    if (added.is_first()) {
        payload_ = last_row_;
        payload_shape_ = shape.counted_as;
        if (tallies_.size() >= most_known) {
            store_tallies();
        }
    }
    if (payload_shape_ == 0) {
        return;
    }
    const auto number_of = [this](column name) { return numbers_[static_cast<std::size_t>(name)]; };
    count(role::carrier, number_of(column::carrier), 0, shape.recipient_fails);
    if (added.is_first()) {
        count(role::sender, number_of(column::sender), 0, shape.fails);
        count(role::campaign, number_of(column::campaign), 0, shape.fails);
        count(role::cost, number_of(column::cost), number_of(column::currency), shape.fails);
    }
    if (added.is_first() && shape.fails) {
        const value& occurred = added[column::occurred_at];
        const value& time = occurred.has_number ? occurred : added[column::completed_at];
        count(time.has_number ? role::hour : role::unknown_hour, time.number / 3600, 0, true);
    }
}

// Counts this payload, but only once.
void row_store::count(role counted, std::int64_t value, std::int64_t currency, bool fails) {
    payload_count& found = tallies_[{static_cast<std::int64_t>(counted), payload_shape_, value, currency}];
    if (found.last != payload_) {
        found.last = payload_;
        ++found.payloads;
    }
    if (fails && found.last_failing != payload_) {
        found.last_failing = payload_;
        ++found.failing;
    }
}

void row_store::store_tallies() {
    statement insert =
        target_.prepare("INSERT INTO tally (role, shape, value, currency, payloads, failing) VALUES (?, ?, ?, ?, ?, ?)");
    for (const auto& [key, count] : tallies_) {
        const auto& [counted, shape, value, currency] = key;
        insert.bind(1, roles[static_cast<std::size_t>(counted)]);
        insert.bind(2, shape);
        static_cast<role>(counted) == role::unknown_hour ? insert.bind_null(3) : insert.bind(3, value);
        insert.bind(4, currency);
        insert.bind(5, count.payloads);
        insert.bind(6, count.failing);
        insert.step();
    }
    tallies_.clear();
}

// Stores the codes of the last shape.
void row_store::store_codes(std::string_view codes) {
    do {
        const std::string_view code = codes.substr(0, codes.find(' '));
        codes.remove_prefix((std::min)(codes.size(), code.size() + 1));
        insert_code_.bind(1, last_shape_);
        insert_code_.bind(2, code == "-" ? std::string_view{} : code);
        insert_code_.step();
    } while (!codes.empty());
}

void row_store::store_counts() {
    statement update = target_.prepare("UPDATE shape SET row_count = row_count + ? WHERE id = ?");
    for (const auto& [key, count] : shapes_) {
        update.bind(1, count.rows);
        update.bind(2, count.id);
        update.step();
    }
    shapes_.clear();
    counted_shapes_.clear();
}

void row_store::add(const row& added) {
    if (added.is_first() && names_.size() >= most_known) { // the rows of a payload have one number for each name
        names_.clear();
    }
    const shape_count& shape = shape_of(added);
    int place = 0;
    insert_row_.bind(++place, ++last_row_);
    insert_row_.bind(++place, shape.id);
    const std::int64_t message = hash_of(added[column::message_id].text);
    insert_row_.bind(++place, message);
    target_.messages().add(message);
    if (added.is_first()) {
        target_.events().add(hash_of(added[column::event_id].text));
    }
    for (std::size_t i = 0; i != column_count; ++i) {
        const value& each = added[static_cast<column>(i)];
        switch (columns_of_rows[i].place) {
        case column_place::shape: break;
        case column_place::row: insert_row_.bind(++place, each, columns_of_rows[i].type); break;
        case column_place::name:
            numbers_[i] = static_cast<column>(i) == column::input ? input_of(each.text) : name_of(each.text);
            insert_row_.bind(++place, numbers_[i]);
            break;
        }
    }
    insert_row_.step();
    count(added, shape);
}

void row_store::merge(const std::string& name) {
    database source = database::read(name);
    store_counts();
    is_merging_ = true;
    std::string columns;
    for (const column_info& each : columns_of_rows) {
        columns.append(columns.empty() ? "r." : ", r.").append(each.name);
    }
    const std::int64_t now = now_;
    std::int64_t rows = 0;
    statement query = source.prepare("SELECT i.now, " + columns +
                                     " FROM row r JOIN stored_row t ON t.id = r.id JOIN input i ON i.id = t.input ORDER BY r.id");
    while (!interrupted() && query.step()) {
        row added;
        now_ = query.integer(0);
        for (std::size_t i = 0; i != column_count; ++i) {
            const int place = static_cast<int>(i) + 1;
            value& each = added[static_cast<column>(i)];
            if (columns_of_rows[i].type != column_type::integer) {
                each = query.text(place);
            } else if (!query.is_null(place)) {
                each = query.integer(place);
            }
        }
        add(added);
        ++rows;
    }
    store_counts();
    is_merging_ = false;
    now_ = now;
    statement count = source.prepare("SELECT count(*) FROM stored_row");
    if (!interrupted() && count.step() && count.integer(0) != rows) {
        throw failure("'" + name + "' is damaged: some rows are incomplete");
    }
}

void row_store::finish() {
    store_counts();
    store_tallies();
    target_.run(embedded::copies);
    target_.run(embedded::tally);
    target_.run(embedded::derive);
}

} // namespace command_line
