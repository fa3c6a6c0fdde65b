// Any text: read as text, and parsed by nlohmann/json and read then; the answers are the same. The input is the body.
#include <string>
#include <string_view>

#include "reading_oracle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const std::string choices = fuzz::bytes_from(text, 96);
    fuzz::byte_source bytes{choices};
    fuzz::check_text(text, fuzz::question_from(bytes), [](const auto& /*report*/, const auto& /*decisions*/) {});
    fuzz::check_masking(text);
    return 0;
}
