// telnyx-errors, the command line: what was meant by a misspelt word. SPDX-License-Identifier: MIT
#include "suggestions.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace command_line {

std::size_t edit_distance(std::string_view left, std::string_view right) {
    // Three rows of the table of the distances between all beginnings of both words.
    std::vector<std::size_t> before;
    std::vector<std::size_t> above(right.size() + 1);
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(above.begin(), above.end(), std::size_t{0});
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        for (std::size_t k = 1; k <= right.size(); ++k) {
            const std::size_t replaced = above[k - 1] + (left[i - 1] == right[k - 1] ? 0 : 1);
            row[k] = (std::min)({replaced, above[k] + 1, row[k - 1] + 1});
            if (i > 1 && k > 1 && left[i - 1] == right[k - 2] && left[i - 2] == right[k - 1]) {
                row[k] = (std::min)(row[k], before[k - 2] + 1);
            }
        }
        before = std::exchange(above, row);
    }
    return above.back();
}

std::vector<std::string> nearest(std::string_view word, const std::vector<std::string>& words) {
    constexpr std::size_t most = 3;
    constexpr std::size_t longest = 64; // no word is as long, and the time grows with the product
    std::vector<std::pair<std::size_t, std::string>> found;
    for (const std::string& each : words) {
        const std::size_t distance = word.size() > longest ? word.size() : edit_distance(word, each);
        if (distance * 3 <= (std::max)(word.size(), each.size())) {
            found.emplace_back(distance, each);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<std::string> result;
    for (std::size_t i = 0; i != (std::min)(most, found.size()); ++i) {
        result.push_back(found[i].second);
    }
    return result;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& words) {
    std::string result;
    const std::vector<std::string> found = nearest(word, words);
    for (const std::string& each : found) {
        result += (result.empty() ? "; did you mean '" : &each == &found.back() ? " or '" : ", '") + each + "'";
    }
    return result + (result.empty() ? "" : "?");
}

} // namespace command_line
