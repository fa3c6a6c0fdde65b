// telnyx-errors-simulation: the same campaign with several clients, in virtual time. SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <telnyx/errors/version.hpp>

#include "campaign.hpp"

namespace {

using namespace simulation;
using nlohmann::json;

// What is counted for a client in one run, by seed; in the order of the columns.
struct column {
    const char* name = nullptr;
    std::vector<double> by_seed{};
};

std::vector<column> columns() {
    return {{"delivered"}, {"lost"},  {"duplicates"}, {"after opt-out"}, {"futile"},   {"sends"},
            {"look-ups"},  {"p50 s"}, {"p95 s"},      {"p99 s"},         {"drained s"}};
}

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double each : values) {
        sum += each;
    }
    return sum / static_cast<double>(values.size());
}

// Half of the 95 % interval of the mean. The factor approximates Student's t well from 10 values on.
double half_interval(const std::vector<double>& values) {
    const auto count = static_cast<double>(values.size());
    if (values.size() < 2) {
        return 0;
    }
    const double middle = mean(values);
    double squares = 0;
    for (const double each : values) {
        squares += (each - middle) * (each - middle);
    }
    return (1.96 + 2.6 / (count - 1)) * std::sqrt(squares / (count - 1) / count);
}

std::string fixed(double value) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << (value == 0 ? 0.0 : value); // no "-0.0"
    return text.str();
}

double seconds_at(const std::vector<std::int64_t>& sorted, std::size_t percent) {
    return sorted.empty() ? 0 : static_cast<double>(sorted[(sorted.size() - 1) * percent / 100]) / 1000;
}

// The columns of each client, in the order of `contenders`.
using table = std::vector<std::vector<column>>;

table measure(const world_row& world, std::uint64_t first_seed, std::uint64_t seeds, std::size_t messages) {
    table all(contenders().size(), columns());
    for (std::uint64_t seed = first_seed; seed != first_seed + seeds; ++seed) {
        std::vector<result> results;
        for (const contender& who : contenders()) {
            results.push_back(run(world, who, seed, messages));
        }
        for (std::size_t i = 0; i != results.size(); ++i) {
            const result& one = results[i];
            std::int64_t lost = 0; // the oracle delivered it, so it would have gone through
            for (std::size_t each = 0; each != one.delivered.size(); ++each) {
                lost += results.back().delivered[each] && !one.delivered[each] ? 1 : 0;
            }
            const std::int64_t counts[] = {std::count(one.delivered.begin(), one.delivered.end(), true),
                                           lost,
                                           one.duplicates,
                                           one.after_opt_out,
                                           one.futile,
                                           one.sends,
                                           one.look_ups};
            std::size_t place = 0;
            for (const std::int64_t count : counts) {
                all[i][place++].by_seed.push_back(static_cast<double>(count));
            }
            for (const std::size_t percent : {50U, 95U, 99U, 100U}) {
                all[i][place++].by_seed.push_back(seconds_at(one.waits, percent));
            }
        }
    }
    return all;
}

std::vector<double> differences(const column& left, const column& right) {
    std::vector<double> result;
    for (std::size_t i = 0; i != left.by_seed.size(); ++i) {
        result.push_back(left.by_seed[i] - right.by_seed[i]);
    }
    return result;
}

void print_markdown(const world_row& world, const table& all) {
    std::cout << "\n### " << world.name << "\n\n" << world.sentence << "\n\n| client |";
    for (const column& each : all.front()) {
        std::cout << ' ' << each.name << " |";
    }
    std::cout << "\n|---|";
    for (std::size_t i = 0; i != all.front().size(); ++i) {
        std::cout << "---|";
    }
    for (std::size_t i = 0; i != all.size(); ++i) {
        std::cout << "\n| " << contenders()[i].name << " |";
        for (const column& each : all[i]) {
            std::cout << ' ' << fixed(mean(each.by_seed)) << " |";
        }
    }
    for (std::size_t i = 1; i <= 2; ++i) {
        std::cout << "\n| telnyx-errors minus " << contenders()[i].name << " |";
        for (std::size_t at = 0; at != all[i].size(); ++at) {
            const std::vector<double> each = differences(all[0][at], all[i][at]);
            std::cout << ' ' << fixed(mean(each)) << " ± " << fixed(half_interval(each)) << " |";
        }
    }
    std::cout << '\n';
}

json to_json(const world_row& world, const table& all) {
    json clients = json::object();
    for (std::size_t i = 0; i != all.size(); ++i) {
        json values = json::object();
        for (const column& each : all[i]) {
            values[each.name] = {{"mean", fixed(mean(each.by_seed))}, {"by_seed", each.by_seed}};
        }
        clients[contenders()[i].name] = values;
    }
    return {{"world", world.name}, {"sentence", world.sentence}, {"clients", clients}};
}

double total(const std::vector<table>& all, std::size_t client, std::size_t at) {
    double sum = 0;
    for (const table& world : all) {
        for (const double each : world[client][at].by_seed) {
            sum += each;
        }
    }
    return sum;
}

// What must hold for ours in every world. \return whether it does
bool check(const std::vector<table>& all) {
    constexpr std::size_t lost = 1; // a column
    constexpr std::size_t duplicates = 2;
    constexpr std::size_t after_opt_out = 3;
    constexpr std::size_t futile = 4;
    constexpr std::size_t ours = 0; // a client
    constexpr std::size_t naive = 2;
    bool good = true;
    for (const std::size_t at : {lost, duplicates, after_opt_out}) {
        if (total(all, ours, at) != 0) {
            std::cerr << "telnyx-errors-simulation: " << columns()[at].name << ": " << total(all, ours, at) << ", expected 0\n";
            good = false;
        }
    }
    if (total(all, ours, futile) * 100 > total(all, naive, futile) || total(all, naive, futile) == 0) {
        std::cerr << "telnyx-errors-simulation: futile: " << total(all, ours, futile) << ", expected at most 1 % of "
                  << total(all, naive, futile) << '\n';
        good = false;
    }
    return good;
}

void print_assumptions(std::uint64_t first_seed, std::uint64_t seeds, std::size_t messages) {
    std::cout << "telnyx-errors " TELNYX_ERRORS_VERSION_STRING "; seeds " << first_seed << " to " << first_seed + seeds - 1 << "; "
              << messages << " messages in each run; means over the seeds.\n\nClients:\n\n";
    for (const contender& each : contenders()) {
        std::cout << "- " << each.name << ": " << each.policy << ".\n";
    }
    std::cout
        << "\nAssumptions:\n\n"
           "- The rates of failures are made up: no public rates exist. Arrivals and failures are drawn by message and attempt, "
           "so\n"
           "  that each client meets the same ones.\n"
           "- An answer takes 0.1 s; a lost one is noticed after 10 s. No webhook is lost. No person fixes anything.\n"
           "- Telnyx refuses messages to recipients who opted out. A client without a list of them sends these all the same.\n"
           "- The server has no capacity limit: retries do not slow it down.\n\n"
           "Columns: lost: the oracle delivered it, this client did not. Duplicates: received more than once. After opt-out:\n"
           "requests for recipients whose opt-out the client had been told of. Futile: requests over a limit or block that an\n"
           "earlier response or webhook had named. Seconds: from arrival to the handset, of what was delivered; drained: the "
           "last.\n"
           "± is half of the 95 % interval of the paired difference.\n";
}

} // namespace

int main(int count, char** values) {
    std::uint64_t first_seed = 1;
    std::uint64_t seeds = 30;
    std::size_t messages = 500;
    bool as_json = false;
    bool checked = false;
    CLI::App app{"Runs campaigns through a simulated Telnyx, with telnyx-errors, the official SDK's policy and others, in virtual\n"
                 "time, and prints what became of the messages. The same arguments give the same bytes.",
                 "telnyx-errors-simulation"};
    app.add_option("--seed", first_seed, "The first seed; default: 1");
    app.add_option("--seeds", seeds, "How many seeds; default: 30")->check(CLI::Range(1, 10000));
    app.add_option("--messages", messages, "Messages in each run; default: 500")->check(CLI::Range(10, 100000));
    app.add_flag("--json", as_json, "Print JSON");
    app.add_flag("--check", checked, "Exit with 1 if telnyx-errors sends a duplicate, loses a message, or writes after an opt-out");
    CLI11_PARSE(app, count, values);

    std::vector<table> all;
    json rows = json::array();
    if (!as_json) {
        print_assumptions(first_seed, seeds, messages);
    }
    for (const world_row& world : worlds()) {
        all.push_back(measure(world, first_seed, seeds, messages));
        if (as_json) {
            rows.push_back(to_json(world, all.back()));
        } else {
            print_markdown(world, all.back());
        }
    }
    if (as_json) {
        std::cout << json{{"version", TELNYX_ERRORS_VERSION_STRING},
                          {"first_seed", first_seed},
                          {"seeds", seeds},
                          {"messages", messages},
                          {"worlds", rows}}
                         .dump(1)
                  << '\n';
    }
    return checked && !check(all) ? 1 : 0;
}
