// The board of pauses against a naive list: random operations, the same answers. The list knows ids as numbers, and the board their
// spellings, of which several mean the same.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/pause_board.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

constexpr int missing = -1;

// The ids of a message by number. The kinds are in the order of the spellings below.
enum kind { sender, campaign, brand, profile, account, content, recipient, carrier, region, kinds };
using numbers = std::array<int, kinds>;

// Three ids of each kind. Those of a kind are equally long, because the board forgets the shortest of equals first. The last
// recipient has no plus: it is not known of which country it is.
constexpr std::string_view first_spelling[kinds][3] = {
    {"+13035550100", "+13035550101", "+13035550102"},
    {"CAMP0", "CAMP1", "camp1"},
    {"BRAND0", "BRAND1", "brand1"},
    {"profile-0", "profile-1", "profile-2"},
    {"account-0", "account-1", "account-2"},
    {"template-0", "template-1", "template-2"},
    {"+13125550170", "+13125550171", "113125550171"},
    {"at&t", "bell", "t-mo"},
    {"ca", "mx", "us"},
};
constexpr std::string_view second_spelling[kinds][3] = {
    {"+1 303 555-0100", " +1(303)5550101", "+13035550102\n"},
    {"CAMP0 ", " CAMP1", "camp1\t"},
    {" BRAND0", "BRAND1", "brand1"},
    {"profile-0", " profile-1 ", "profile-2"},
    {"account-0", "account-1", " account-2"},
    {"template-0\r\n", "template-1", "template-2"},
    {"+1.312.555.0170", "+1 (312) 555-0171", " 113125550171"},
    {"AT&T", " Bell", "T-MO"},
    {"CA", "Mx ", "US"},
};
constexpr bool is_international(int number) { return number != missing && number != 2; }

struct entry {
    te::scope scope = te::scope::unknown;
    te::toward toward = te::toward::everyone;
    bool whatsapp = false;
    int scope_id = missing;
    int sender_id = missing;
    int toward_id = missing;
    std::int64_t until = INT64_MAX;
    std::int64_t began = 0;
    te::actor actor = te::actor::none;
    te::reason reason = te::reason::nothing_failed;
    te::remedy remedy = te::remedy::none;
    bool by_success = false;
    std::int64_t code = 0;

    [[nodiscard]] bool is_kept() const {
        return toward == te::toward::everyone && (scope == te::scope::account || scope == te::scope::platform);
    }
    [[nodiscard]] bool is_anonymous() const { return scope == te::scope::account && scope_id == missing; }
    [[nodiscard]] auto keys() const {
        return std::make_tuple(is_anonymous() ? 100 : static_cast<int>(scope), toward, whatsapp, scope_id, sender_id, toward_id);
    }
    [[nodiscard]] auto strictness() const {
        return std::make_tuple(until, actor, !by_success, scope, toward, !whatsapp, reason, remedy, code);
    }
    [[nodiscard]] auto forgotten_first() const { return std::make_tuple(is_kept(), until, keys()); }
};

struct question {
    numbers ids{};
    te::channel channel = te::channel::unknown;
};

kind kind_of(te::scope scope) {
    switch (scope) {
    case te::scope::sender: return sender;
    case te::scope::campaign: return campaign;
    case te::scope::brand: return brand;
    case te::scope::profile: return profile;
    case te::scope::account: return account;
    default: return content;
    }
}

kind kind_of(te::toward toward) {
    return toward == te::toward::recipient ? recipient : toward == te::toward::carrier ? carrier : region;
}

class naive_list {
public:
    naive_list(std::size_t capacity, std::size_t suppressions) : capacity_(capacity), suppression_capacity_(suppressions) {}

    te::addition add(const entry& held) {
        for (entry& each : entries) {
            if (each.keys() == held.keys()) {
                const std::int64_t began = (std::max)(each.began, held.began);
                each = held.strictness() > each.strictness() ? held : each;
                each.began = began;
                return te::addition::joined;
            }
        }
        if (entries.size() >= capacity_) {
            const auto first = std::min_element(entries.begin(), entries.end(), [](const entry& left, const entry& right) {
                return left.forgotten_first() < right.forgotten_first();
            });
            if (first == entries.end() || first->is_kept() || held.forgotten_first() < first->forgotten_first()) {
                overflowed = true;
                return te::addition::full;
            }
            overflowed = overflowed || first->until > held.began;
            entries.erase(first);
        }
        entries.push_back(held);
        return te::addition::added;
    }

    te::pause_answer ask(const question& message, std::int64_t now) const {
        te::pause_answer answer;
        const entry* strictest = nullptr;
        for (const entry& each : entries) {
            const bool matching = matches(each, message, answer.unchecked);
            if (matching && each.until > now && (strictest == nullptr || each.strictness() > strictest->strictness())) {
                strictest = &each;
            }
        }
        if (strictest != nullptr) {
            answer.may_send = false;
            answer.not_before = strictest->until == INT64_MAX ? te::instant{} : te::instant{strictest->until};
            answer.scope = strictest->scope;
            answer.toward = strictest->toward;
            answer.actor = strictest->actor;
            answer.reason = strictest->reason;
            answer.remedy = strictest->remedy;
            answer.governing_code = strictest->code;
        }
        answer.unchecked = answer.unchecked || (!suppressed.empty() && !is_international(message.ids[recipient]));
        for (const auto& [of_profile, of_recipient] : suppressed) {
            const int mine = message.ids[profile];
            if (of_recipient == message.ids[recipient] && (of_profile == mine || of_profile == missing || mine == missing)) {
                answer.suppressed = true;
                answer.may_send = false;
            }
        }
        return answer;
    }

    template <class Predicate>
    std::size_t remove_matching(const question& message, Predicate ends) {
        const std::size_t before = entries.size();
        bool unchecked = false;
        entries.erase(std::remove_if(entries.begin(), entries.end(),
                                     [&](const entry& each) { return matches(each, message, unchecked) && ends(each); }),
                      entries.end());
        return before - entries.size();
    }

    std::size_t remove_ended(std::int64_t now) {
        const std::size_t before = entries.size();
        entries.erase(std::remove_if(entries.begin(), entries.end(), [&](const entry& each) { return each.until <= now; }),
                      entries.end());
        return before - entries.size();
    }

    te::addition suppress(const question& message) {
        const std::pair<int, int> one{message.ids[profile], message.ids[recipient]};
        if (one.second == missing) {
            return te::addition::incomplete;
        }
        if (suppressed.count(one) != 0) {
            return te::addition::joined;
        }
        if (suppressed.size() >= suppression_capacity_) {
            overflowed = true;
            return te::addition::full;
        }
        suppressed.insert(one);
        return te::addition::added;
    }

    std::vector<entry> entries;
    std::set<std::pair<int, int>> suppressed; // profile and recipient
    bool overflowed = false;

private:
    static bool matches(const entry& each, const question& message, bool& unchecked) {
        if (each.whatsapp && message.channel != te::channel::unknown && message.channel != te::channel::whatsapp) {
            return false;
        }
        const bool by_id = each.scope != te::scope::platform && !each.is_anonymous();
        const int scope_id = by_id ? message.ids[kind_of(each.scope)] : missing;
        const int sender_id = each.scope == te::scope::content ? message.ids[sender] : missing;
        const int toward_id = each.toward == te::toward::everyone ? missing : message.ids[kind_of(each.toward)];
        if ((by_id && scope_id == missing) || (each.scope == te::scope::content && sender_id == missing) ||
            (each.toward != te::toward::everyone && toward_id == missing)) {
            unchecked = true;
            return false;
        }
        unchecked = unchecked || (each.toward == te::toward::recipient && !is_international(toward_id));
        return each.scope_id == scope_id && each.sender_id == sender_id && each.toward_id == toward_id;
    }

    std::size_t capacity_;
    std::size_t suppression_capacity_;
};

class random_source {
public:
    explicit random_source(std::uint32_t seed) : next_(seed) {}

    int below(int count) { return static_cast<int>(next_() % static_cast<std::uint32_t>(count)); }
    int id() { return below(5) == 0 ? missing : below(3); }

    question message() {
        question result;
        for (int& each : result.ids) {
            each = id();
        }
        constexpr te::channel channels[] = {te::channel::unknown, te::channel::sms, te::channel::whatsapp};
        result.channel = channels[below(3)];
        return result;
    }

    entry pause(std::int64_t now) {
        entry result;
        result.scope = static_cast<te::scope>(static_cast<int>(te::scope::content) + below(7));
        result.toward = static_cast<te::toward>(below(4));
        result.whatsapp = below(6) == 0;
        const bool needs_none = result.scope == te::scope::platform || (result.scope == te::scope::account && below(3) == 0);
        result.scope_id = needs_none ? missing : below(3);
        result.sender_id = result.scope == te::scope::content ? below(3) : missing;
        result.toward_id = result.toward == te::toward::everyone ? missing : below(3);
        result.until = below(3) == 0 ? INT64_MAX : now + below(40);
        result.began = now - below(5);
        result.actor = static_cast<te::actor>(below(4));
        result.reason = static_cast<te::reason>(below(8));
        result.remedy = static_cast<te::remedy>(below(10));
        result.by_success = below(2) == 0;
        result.code = 40000 + below(3);
        return result;
    }

    std::string_view spell(kind of, int number) {
        if (number == missing) {
            return below(2) == 0 ? std::string_view{} : std::string_view{" "};
        }
        return (below(2) == 0 ? first_spelling : second_spelling)[of][number];
    }

    te::message_ids spell(const question& message) {
        te::message_ids result;
        result.sender = spell(sender, message.ids[sender]);
        result.campaign = spell(campaign, message.ids[campaign]);
        result.brand = spell(brand, message.ids[brand]);
        result.messaging_profile = spell(profile, message.ids[profile]);
        result.account = spell(account, message.ids[account]);
        result.content = spell(content, message.ids[content]);
        result.recipient = spell(recipient, message.ids[recipient]);
        result.carrier = spell(carrier, message.ids[carrier]);
        result.region = spell(region, message.ids[region]);
        result.channel = message.channel;
        return result;
    }

    te::pause spell(const entry& held) {
        te::pause result;
        result.scope = held.scope;
        result.toward = held.toward;
        result.channel = held.whatsapp ? te::channel::whatsapp : te::channel::unknown;
        result.actor = held.actor;
        result.reason = held.reason;
        result.remedy = held.remedy;
        result.ends_by_success = held.by_success;
        result.scope_key = held.scope_id == missing ? std::string_view{} : spell(kind_of(held.scope), held.scope_id);
        result.sender = held.sender_id == missing ? std::string_view{} : spell(sender, held.sender_id);
        result.toward_key = held.toward_id == missing ? std::string_view{} : spell(kind_of(held.toward), held.toward_id);
        result.until = held.until == INT64_MAX ? te::instant{} : te::instant{held.until};
        result.began = te::instant{held.began};
        result.governing_code = held.code;
        return result;
    }

private:
    std::mt19937 next_;
};

bool same(const te::pause_answer& left, const te::pause_answer& right) {
    if (left.may_send != right.may_send || left.suppressed != right.suppressed || left.unchecked != right.unchecked) {
        return false;
    }
    return left.suppressed || (left.not_before == right.not_before && left.scope == right.scope && left.toward == right.toward &&
                               left.actor == right.actor && left.reason == right.reason && left.remedy == right.remedy &&
                               left.governing_code == right.governing_code);
}

// Whether the board holds exactly what the list holds.
bool same(const te::pause_board& board, const naive_list& list) {
    std::vector<entry> sorted = list.entries;
    std::sort(sorted.begin(), sorted.end(), [](const entry& left, const entry& right) { return left.keys() < right.keys(); });
    const std::vector<te::stored_pause> pauses = board.pauses();
    const std::vector<te::stored_suppression> suppressions = board.suppressions().entries();
    if (pauses.size() != sorted.size() || suppressions.size() != list.suppressed.size() || board.overflowed() != list.overflowed) {
        return false;
    }
    const auto spelt = [](kind of, int number) { return number == missing ? std::string_view{} : first_spelling[of][number]; };
    for (std::size_t i = 0; i != sorted.size(); ++i) {
        const entry& should = sorted[i];
        const te::stored_pause& is = pauses[i];
        if (is.scope != name(should.scope) || is.toward != name(should.toward) ||
            is.scope_key != spelt(kind_of(should.scope), should.scope_id) || is.sender != spelt(sender, should.sender_id) ||
            is.toward_key != spelt(kind_of(should.toward), should.toward_id) || is.until != should.until ||
            is.began != should.began || is.actor != name(should.actor) || is.reason != name(should.reason) ||
            is.remedy != name(should.remedy) || (is.ends_by_success != 0) != should.by_success ||
            is.governing_code != should.code || is.channel != (should.whatsapp ? "whatsapp" : "unknown")) {
            return false;
        }
    }
    for (const te::stored_suppression& each : suppressions) {
        bool found = false;
        for (const auto& [of_profile, of_recipient] : list.suppressed) {
            found =
                found || (each.messaging_profile == spelt(profile, of_profile) && each.recipient == spelt(recipient, of_recipient));
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

te::pause_board reloaded(const te::pause_board& board, std::size_t suppressions) {
    te::pause_board result{board.capacity(), suppressions};
    for (const te::stored_pause& each : board.pauses()) {
        CHECK(result.add(each) == te::addition::added);
    }
    for (const te::stored_suppression& each : board.suppressions().entries()) {
        CHECK(result.suppress(te::ids_of(each)) == te::addition::added);
    }
    return result;
}

struct counts {
    std::size_t additions[7] = {};
    std::size_t held = 0, free = 0, unchecked = 0, suppressed = 0, lifted = 0, by_success = 0, ended = 0, overflowed = 0;
};

// Returns the number of the operation after which the two differ, or the number of operations.
std::size_t compare(std::uint32_t seed, std::size_t operations, std::size_t capacity, counts& seen) {
    constexpr std::size_t suppressions = 5;
    random_source random{seed};
    te::pause_board board{capacity, suppressions};
    naive_list list{capacity, suppressions};
    std::int64_t now = 1768507200;
    for (std::size_t i = 0; i != operations; ++i) {
        now += random.below(4) == 0 ? 1 : 0;
        const question message = random.message();
        const te::message_ids ids = random.spell(message);
        bool right = true;
        switch (random.below(20)) {
        case 0:
        case 1:
        case 2:
        case 3: {
            const entry held = random.pause(now);
            const te::addition answer = board.add(random.spell(held));
            ++seen.additions[static_cast<std::size_t>(answer)];
            right = answer == list.add(held);
            break;
        }
        case 4: {
            const te::addition answer = board.suppress(ids);
            ++seen.additions[static_cast<std::size_t>(answer)];
            right = answer == list.suppress(message);
            break;
        }
        case 5: {
            const std::size_t erased = list.suppressed.erase({message.ids[profile], message.ids[recipient]});
            const std::size_t ended = list.remove_matching(message, [](const entry& each) {
                return each.scope == te::scope::profile && each.toward == te::toward::recipient &&
                       each.reason == te::reason::opted_out;
            });
            right = board.unsuppress(ids) == (erased + ended != 0);
            break;
        }
        case 6: {
            const entry like = random.pause(now);
            const std::size_t lifted = board.lift(like.scope, like.toward, ids);
            seen.lifted += lifted;
            right = lifted == list.remove_matching(message, [&](const entry& each) {
                return each.scope == like.scope && each.toward == like.toward;
            });
            break;
        }
        case 7: {
            const std::int64_t sent = now - random.below(6);
            const std::size_t ended = board.succeeded(ids, te::instant{sent});
            seen.by_success += ended;
            right = ended == list.remove_matching(message, [&](const entry& each) {
                const bool other_channel = each.whatsapp && message.channel != te::channel::whatsapp;
                const bool other_account = each.is_anonymous() && message.ids[account] != missing;
                return each.by_success && sent > each.began && !other_channel && !other_account;
            });
            break;
        }
        case 8: {
            const std::size_t ended = random.below(4) == 0 ? board.remove_ended(te::instant{now}) : 0;
            right = ended == 0 || ended == list.remove_ended(now);
            seen.ended += ended;
            break;
        }
        default: {
            const te::pause_answer answer = board.ask(ids, te::instant{now});
            ++(answer.may_send ? seen.free : seen.held);
            seen.unchecked += answer.unchecked ? 1U : 0U;
            seen.suppressed += answer.suppressed ? 1U : 0U;
            right = same(answer, list.ask(message, now));
            break;
        }
        }
        if (i % 512 == 0) {
            right = right && same(board, list);
            if (!list.overflowed) {
                te::pause_board loaded = reloaded(board, suppressions);
                right = right && same(loaded, list);
                board = std::move(loaded);
            } else {
                ++seen.overflowed;
                const te::pause_board copy{board};
                right = right && same(copy, list);
                board = copy;
            }
        }
        if (!right || board.size() != list.entries.size() || board.suppressions().size() != list.suppressed.size()) {
            return i;
        }
    }
    return operations;
}

} // namespace

TEST_CASE("the board and a naive list give the same answers to a million operations") {
    counts seen;
    std::size_t operations = 0;
    for (const std::size_t capacity : {0U, 1U, 3U, 10U, 40U, 1000U}) {
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            INFO("capacity " << capacity << ", seed " << seed);
            constexpr std::size_t each = 9000;
            CHECK(compare(seed, each, capacity, seen) == each);
            operations += each;
        }
    }
    CHECK(operations >= 1000000);
    // All of it happened, often.
    for (const te::addition each : {te::addition::added, te::addition::joined, te::addition::incomplete, te::addition::full}) {
        INFO(name(each));
        CHECK(seen.additions[static_cast<std::size_t>(each)] > 1000);
    }
    for (const std::size_t count :
         {seen.held, seen.free, seen.unchecked, seen.suppressed, seen.lifted, seen.by_success, seen.ended}) {
        CHECK(count > 1000);
    }
    CHECK(seen.overflowed > 100);
}

TEST_CASE("the order in which pauses are added does not matter") {
    for (std::uint32_t seed = 1; seed <= 300; ++seed) {
        INFO("seed " << seed);
        random_source random{seed};
        std::vector<entry> pauses;
        for (int i = 0; i != 60; ++i) {
            pauses.push_back(random.pause(1768507200));
            pauses.back().scope = i % 2 == 0 ? te::scope::sender : pauses.back().scope; // so that keys are often the same
            pauses.back().sender_id = pauses.back().scope == te::scope::content ? 0 : missing;
            pauses.back().scope_id = pauses.back().scope == te::scope::platform ? missing : 0;
        }
        te::pause_board first{1000};
        te::pause_board second{1000};
        for (const entry& each : pauses) {
            static_cast<void>(first.add(random.spell(each)));
        }
        std::shuffle(pauses.begin(), pauses.end(), std::mt19937{seed});
        for (const entry& each : pauses) {
            static_cast<void>(second.add(random.spell(each)));
            static_cast<void>(second.add(random.spell(pauses[0]))); // some of them twice
        }
        naive_list list{1000, 0};
        for (const entry& each : pauses) {
            list.add(each);
        }
        CHECK(first.size() < 60);
        CHECK(same(first, list));
        CHECK(same(second, list));
    }
}

// What the list above does not know: values that cannot be held, and what becomes of them.

namespace {

constexpr te::instant noon{1768507200}; // in Los Angeles

te::message_ids ids_to(std::string_view number) {
    te::message_ids result;
    result.sender = "+13035550100";
    result.messaging_profile = "profile-1";
    result.content = "template-7";
    result.recipient = number;
    result.carrier = "AT&T";
    return result;
}

const te::message_ids ids = ids_to("+13125550171");

// A pause of the sender above toward the carrier above, for an hour.
te::pause sender_toward_carrier() {
    te::pause held;
    held.scope = te::scope::sender;
    held.toward = te::toward::carrier;
    held.scope_key = ids.sender;
    held.toward_key = ids.carrier;
    held.actor = te::actor::program;
    held.reason = te::reason::on_hold;
    held.remedy = te::remedy::wait;
    held.until = noon.plus(3600);
    held.began = noon;
    held.governing_code = 40011;
    return held;
}

te::pause of_scope(te::scope scope, std::string_view key, std::int64_t seconds = 3600) {
    te::pause held;
    held.scope = scope;
    held.scope_key = key;
    held.actor = te::actor::program;
    held.until = noon.plus(seconds);
    held.began = noon;
    return held;
}

std::string lines_of(const te::suppression_list& list) {
    std::string result;
    for (const te::stored_suppression& each : list.entries()) {
        result += each.recipient + "," + each.messaging_profile + ";";
    }
    return result;
}

} // namespace

TEST_CASE("a pause with a value that is none is refused, and nothing else changes") {
    using a = te::addition;
    te::pause_board board{10};
    const auto answer_to = [&](auto change) {
        te::pause held = sender_toward_carrier();
        change(held);
        const a answer = board.add(held);
        CHECK(board.size() == 0);
        CHECK_FALSE(board.overflowed());
        return answer;
    };
    CHECK(answer_to([](te::pause& p) { p.coverage = te::coverage::nothing; }) == a::nothing);
    CHECK(answer_to([](te::pause& p) { p.coverage = te::coverage::unknown_key; }) == a::incomplete);
    CHECK(answer_to([](te::pause& p) { p.coverage = te::coverage::unknown_time; }) == a::incomplete);
    CHECK(answer_to([](te::pause& p) { p.coverage = static_cast<te::coverage>(5); }) == a::invalid);
    CHECK(answer_to([](te::pause& p) { p.coverage = static_cast<te::coverage>(200); }) == a::invalid);
    CHECK(answer_to([](te::pause& p) { p.scope = te::scope::unknown; }) == a::invalid);
    CHECK(answer_to([](te::pause& p) { p.scope = te::scope::message; }) == a::invalid);
    CHECK(answer_to([](te::pause& p) { p.scope = static_cast<te::scope>(9); }) == a::invalid);
    CHECK(answer_to([](te::pause& p) { p.toward = static_cast<te::toward>(4); }) == a::invalid);
    for (const te::channel each : {te::channel::sms, te::channel::mms, te::channel::rcs, static_cast<te::channel>(9)}) {
        CHECK(answer_to([each](te::pause& p) { p.channel = each; }) == a::invalid);
    }
    CHECK(answer_to([](te::pause& p) { p.actor = static_cast<te::actor>(200); }) == a::invalid);
    CHECK(answer_to([](te::pause& p) { p.reason = static_cast<te::reason>(200); }) == a::invalid);
    CHECK(answer_to([](te::pause& p) { p.remedy = static_cast<te::remedy>(200); }) == a::invalid);
    CHECK(answer_to([](te::pause& p) { p.scope_key = " \t"; }) == a::incomplete);
    CHECK(answer_to([](te::pause& p) { p.toward_key = ""; }) == a::incomplete);
    CHECK(answer_to([](te::pause& p) { p.scope = te::scope::content; }) == a::incomplete); // without its sender
    te::stored_pause stored = te::store(sender_toward_carrier());
    stored.actor = "operator";
    CHECK(board.add(stored) == a::invalid);
    CHECK(board.size() == 0);
    te::pause narrowed = sender_toward_carrier();
    narrowed.coverage = te::coverage::narrowed;
    CHECK(board.add(narrowed) == a::added);
    CHECK(board.add(sender_toward_carrier()) == a::joined);
    CHECK_FALSE(board.ask(ids, noon).may_send);
}

TEST_CASE("an id of 200 bytes is held, a longer one is refused and holds nothing back") {
    using a = te::addition;
    const std::string longest(200, 'x');
    const std::string longer(201, 'x');
    for (const int which : {0, 1, 2}) {
        INFO("id " << which);
        te::pause held = sender_toward_carrier();
        held.scope = te::scope::content;
        held.scope_key = ids.content;
        held.sender = ids.sender;
        std::string_view& key = which == 0 ? held.scope_key : which == 1 ? held.sender : held.toward_key;
        te::message_ids message = ids;
        std::string_view& id = which == 0 ? message.content : which == 1 ? message.sender : message.carrier;
        te::pause_board board{10};
        key = longer;
        CHECK(board.add(held) == a::too_long);
        CHECK(board.size() == 0);
        key = longest;
        CHECK(board.add(held) == a::added);
        id = longest;
        CHECK_FALSE(board.ask(message, noon).may_send);
        id = longer;
        CHECK(board.ask(message, noon).may_send);
        CHECK_FALSE(board.ask(message, noon).unchecked); // it is another one
    }
    te::pause all = sender_toward_carrier(); // the longest key
    all.scope = te::scope::content;
    all.scope_key = all.sender = all.toward_key = longest;
    te::message_ids message;
    message.content = message.sender = message.carrier = longest;
    te::pause_board board{10};
    CHECK(board.add(all) == a::added);
    CHECK_FALSE(board.ask(message, noon).may_send);
    REQUIRE(board.pauses().size() == 1);
    CHECK(board.pauses()[0].scope_key == longest);
    CHECK(board.pauses()[0].sender == longest);
    CHECK(board.pauses()[0].toward_key == longest);
    const std::string plus = "+" + std::string(199, '1'); // as a number
    CHECK(board.add(of_scope(te::scope::sender, plus)) == a::added);
    CHECK(board.add(of_scope(te::scope::sender, plus + "1")) == a::too_long);

    te::suppression_list list;
    for (const bool of_profile : {false, true}) {
        te::message_ids person = ids;
        std::string_view& id = of_profile ? person.messaging_profile : person.recipient;
        id = longer;
        CHECK(list.add(person) == a::too_long);
        CHECK_FALSE(list.contains(person));
        CHECK_FALSE(list.remove(person));
        id = longest;
        CHECK(list.add(person) == a::added);
        CHECK(list.contains(person));
        CHECK(list.add(person) == a::joined);
    }
    CHECK(list.size() == 2);
    CHECK_FALSE(list.overflowed());
}

TEST_CASE("a number is compared without its separators only behind a plus, and if nothing else is in it") {
    te::pause held;
    held.scope = te::scope::account;
    held.toward = te::toward::recipient;
    held.toward_key = "+13125550171";
    te::pause_board board{10};
    CHECK(board.add(held) == te::addition::added);
    CHECK_FALSE(board.ask(ids_to(" +1.312 (555)-0171\n"), noon).may_send);
    CHECK_FALSE(board.ask(ids_to("+13125550171"), noon).unchecked);
    CHECK_FALSE(board.ask(ids_to("+131255501710"), noon).unchecked);
    for (const std::string_view other : {"13125550171", "0013125550171", "+1 312 555 0171 x5", "+1/312/5550171",
                                         "whatsapp:+13125550171", "+", "+-", "+ ()", "Acme"}) {
        INFO(other);
        CHECK(board.ask(ids_to(other), noon).may_send);
        CHECK(board.ask(ids_to(other), noon).unchecked);
    }
    // A sender that is no such number is compared as it is.
    CHECK(board.add(of_scope(te::scope::sender, "Ac me")) == te::addition::added);
    te::message_ids alphanumeric = ids_to("+13125550199");
    alphanumeric.sender = "Ac me";
    CHECK_FALSE(board.ask(alphanumeric, noon).may_send);
    for (const std::string_view other : {"Acme", "AC ME", "Ac-me"}) {
        alphanumeric.sender = other;
        CHECK(board.ask(alphanumeric, noon).may_send);
    }
    CHECK(board.add(of_scope(te::scope::sender, "+-")) == te::addition::added); // without a digit it is no number
    alphanumeric.sender = "+-";
    CHECK_FALSE(board.ask(alphanumeric, noon).may_send);
    alphanumeric.sender = "+.";
    CHECK(board.ask(alphanumeric, noon).may_send);
}

TEST_CASE("ids that a pause does not need do not count") {
    using a = te::addition;
    te::pause_board board{10};
    CHECK(board.add(of_scope(te::scope::platform, "")) == a::added);
    te::pause more = of_scope(te::scope::platform, "a");
    more.sender = "b";
    more.toward_key = "c";
    CHECK(board.add(more) == a::joined);
    CHECK(board.add(of_scope(te::scope::account, "")) == a::added);
    CHECK(board.add(of_scope(te::scope::account, " \t")) == a::joined); // blank is not known
    CHECK(board.add(of_scope(te::scope::sender, "+13035550100")) == a::added);
    more = of_scope(te::scope::sender, "+13035550100");
    more.sender = "+13035550199";
    more.toward_key = "c";
    CHECK(board.add(more) == a::joined);
    CHECK(board.size() == 3);
    CHECK(board.lift(te::scope::platform, te::toward::everyone, te::message_ids{}) == 1);
    CHECK(board.lift(te::scope::account, te::toward::everyone, te::message_ids{}) == 1);
    CHECK(board.lift(te::scope::sender, te::toward::everyone, ids) == 1);
    CHECK(board.ask(ids, noon).may_send);
}

TEST_CASE("a time that is not known is the latest end and no begin") {
    using a = te::addition;
    te::pause held = sender_toward_carrier();
    held.ends_by_success = true;
    te::pause last = held; // stored like no end, and like no begin
    last.until = te::instant{INT64_MAX};
    last.began = te::instant{INT64_MIN};
    te::pause_board board{10};
    CHECK(board.add(last) == a::added);
    CHECK_FALSE(board.ask(ids, noon).not_before.known());
    CHECK_FALSE(board.ask(ids, te::instant{INT64_MAX}).may_send);
    CHECK(board.succeeded(ids, noon.plus(1)) == 0); // it may have begun later
    CHECK(board.pauses()[0].until == INT64_MAX);
    CHECK(board.pauses()[0].began == INT64_MIN);
    CHECK(board.add(held) == a::joined);
    CHECK(board.pauses()[0].began == noon.unix_seconds()); // the one that is known
    CHECK(board.add(last) == a::joined);
    CHECK(board.pauses()[0].began == noon.unix_seconds());
    CHECK(board.succeeded(ids, te::instant{}) == 0); // it may have been sent earlier
    CHECK(board.succeeded(ids, noon) == 0);
    CHECK(board.remove_ended(te::instant{}) == 0);
    CHECK_FALSE(board.ask(ids, te::instant{}).may_send);
    CHECK(board.succeeded(ids, noon.plus(1)) == 1);
    CHECK(board.size() == 0);
    held.began = te::instant{-10}; // before 1970
    CHECK(board.add(held) == a::added);
    CHECK(board.succeeded(ids, te::instant{}) == 0);
    CHECK(board.succeeded(ids, te::instant{-10}) == 0);
    CHECK(board.succeeded(ids, te::instant{-9}) == 1);

    // Where it is not known when the new one began, what is forgotten may not have ended.
    for (const bool known : {false, true}) {
        te::pause_board full{1};
        CHECK(full.add(of_scope(te::scope::sender, "a", 0)) == a::added);
        te::pause later = of_scope(te::scope::sender, "b", 1);
        later.began = known ? noon : te::instant{};
        CHECK(full.add(later) == a::added);
        CHECK(full.overflowed() == !known);
    }
}

TEST_CASE("a suppression answers before each pause, and says what to do") {
    te::pause_board board{10};
    te::pause held = sender_toward_carrier();
    held.actor = te::actor::telnyx;
    CHECK(board.add(held) == te::addition::added);
    CHECK(board.suppress(ids) == te::addition::added);
    const te::pause_answer answer = board.ask(ids, noon);
    CHECK_FALSE(answer.may_send);
    CHECK(answer.suppressed);
    CHECK_FALSE(answer.unchecked);
    CHECK_FALSE(answer.not_before.known());
    CHECK(answer.scope == te::scope::profile);
    CHECK(answer.toward == te::toward::recipient);
    CHECK(answer.actor == te::actor::none);
    CHECK(answer.reason == te::reason::opted_out);
    CHECK(answer.remedy == te::remedy::stop_messaging_recipient);
    CHECK(answer.governing_code == 0);
    CHECK(board.add(of_scope(te::scope::brand, "brand-1")) == te::addition::added); // which the message does not name
    CHECK(board.ask(ids, noon).suppressed);
    CHECK(board.ask(ids, noon).unchecked);
}

TEST_CASE("a decision is applied: a pause, a suppression, or what lifts both") {
    using a = te::addition;
    te::pause_board board{10};
    te::situation here;
    here.time = noon;
    here.phase = te::phase::request;
    const te::decision stop = te::decide(40300, here);
    te::applied done = board.apply(stop, ids, here);
    CHECK(done.suppressed == a::added);
    CHECK(done.paused == a::nothing);
    CHECK(done.coverage == te::coverage::nothing);
    CHECK(board.ask(ids, noon).suppressed);
    CHECK(board.size() == 0);
    CHECK(board.apply(stop, ids, here).suppressed == a::joined);

    here.phase = te::phase::delivery; // there the number also has other uses
    const te::message_ids other = ids_to("+13125550172");
    done = board.apply(te::decide(40300, here), other, here);
    CHECK(done.suppressed == a::nothing);
    CHECK(done.paused == a::added);
    CHECK(done.coverage == te::coverage::whole);
    CHECK_FALSE(board.ask(other, noon).may_send);
    CHECK_FALSE(board.ask(other, noon).suppressed);

    te::decision start; // of an inbound START
    start.consent = te::consent::opted_in;
    done = board.apply(start, ids, here);
    CHECK(done.suppressed == a::nothing);
    CHECK(done.paused == a::nothing);
    CHECK(board.ask(ids, noon).may_send);
    CHECK_FALSE(board.ask(other, noon).may_send);
    CHECK(board.apply(start, other, here).complete());
    CHECK(board.ask(other, noon).may_send);
    CHECK(board.size() == 0);
    CHECK(board.suppressions().size() == 0);

    CHECK(board.apply(stop, ids, here).suppressed == a::added); // neither of these lifts it
    CHECK(board.apply(te::decision{}, ids, here).complete());
    done = board.apply(te::decide(40016, here), ids, here);
    CHECK(done.coverage == te::coverage::narrowed); // the brand is not known
    CHECK(done.paused == a::added);
    CHECK(done.suppressed == a::nothing);
    CHECK(board.ask(ids, noon).suppressed);
    done = board.apply(te::decide(40016, here), te::message_ids{}, here);
    CHECK(done.coverage == te::coverage::unknown_key);
    CHECK(done.paused == a::incomplete);
}

TEST_CASE("a board and a list of suppressions are values") {
    using a = te::addition;
    te::message_ids second = ids;
    second.messaging_profile = "profile-2";
    te::message_ids each_profile = ids_to("+13125550199");
    each_profile.messaging_profile = "";
    constexpr std::string_view lines = "+13125550171,profile-1;+13125550171,profile-2;+13125550199,;";
    te::suppression_list list{3};
    CHECK(te::suppression_list{}.capacity() == SIZE_MAX);
    CHECK(list.add(each_profile) == a::added);
    CHECK(list.add(second) == a::added);
    CHECK(list.add(ids) == a::added);
    CHECK(lines_of(list) == lines); // by recipient and profile
    CHECK_FALSE(te::suppression_list{list}.overflowed());
    CHECK(list.add(ids_to("+13125550200")) == a::full);
    CHECK(te::suppression_list{list}.overflowed());
    CHECK(te::suppression_list{list}.capacity() == 3);
    CHECK(lines_of(te::suppression_list{list}) == lines);
    te::suppression_list other{1};
    CHECK(other.add(ids_to("+13125550200")) == a::added);
    other.swap(list);
    CHECK(lines_of(other) == lines);
    CHECK(other.size() == 3);
    CHECK(other.capacity() == 3);
    CHECK(other.overflowed());
    CHECK(lines_of(list) == "+13125550200,profile-1;");
    CHECK(list.size() == 1);
    CHECK(list.capacity() == 1);
    CHECK_FALSE(list.overflowed());
    te::suppression_list moved{std::move(other)};
    CHECK(lines_of(moved) == lines);
    CHECK(other.size() == 0); // NOLINT(bugprone-use-after-move): documented
    CHECK(other.capacity() == 3);
    CHECK_FALSE(other.overflowed());

    te::pause_board board{2, 1};
    CHECK(te::pause_board{2}.suppressions().capacity() == SIZE_MAX);
    CHECK(board.add(of_scope(te::scope::sender, "a", 10)) == a::added);
    CHECK(board.add(of_scope(te::scope::profile, "b", 20)) == a::added);
    CHECK(board.suppress(ids) == a::added);
    CHECK_FALSE(te::pause_board{board}.overflowed());
    te::pause_board full{board};
    CHECK(full.add(of_scope(te::scope::sender, "c", 30)) == a::added); // for the first one
    CHECK(full.overflowed());
    CHECK(te::pause_board{full}.overflowed());
    te::pause_board refusing{board};
    CHECK(refusing.suppress(second) == a::full);
    CHECK(refusing.overflowed());
    te::pause_board target{5, 7};
    target.swap(full);
    CHECK(target.capacity() == 2);
    CHECK(target.suppressions().capacity() == 1);
    CHECK(target.overflowed());
    CHECK(target.size() == 2);
    CHECK(target.ask(ids, noon).suppressed);
    te::message_ids paused = ids_to("+13125550172");
    paused.sender = "c";
    CHECK_FALSE(target.ask(paused, noon).may_send);
    CHECK(full.capacity() == 5);
    CHECK(full.suppressions().capacity() == 7);
    CHECK_FALSE(full.overflowed());
    CHECK(full.size() == 0);
    CHECK(full.ask(paused, noon).may_send);
    CHECK(full.ask(ids, noon).may_send);
    const te::pause_board taken{std::move(target)};
    CHECK(taken.size() == 2);
    CHECK(target.size() == 0); // NOLINT(bugprone-use-after-move): documented
    CHECK(target.capacity() == 2);
    CHECK(target.suppressions().capacity() == 1);
    CHECK(target.ask(paused, noon).may_send);
}
