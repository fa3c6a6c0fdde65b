// Telnyx's webhook signatures: the vectors were computed with other programs. SPDX-License-Identifier: MIT
#include <stdexcept>
#include <string>
#include <vector>

#include <openssl/evp.h>

#include "signature.hpp"

#include "unit/catch.hpp"

namespace {

using strings = std::vector<std::string>;

// The public test key 1 of RFC 8032, and a signature made with it.
const std::string key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const std::string body = R"({"data":{"event_type":"message.finalized","id":"e1"}})";
const std::string timestamp = "1700000000";
const std::string signature = "8dDT0eVQ+fHvBoEgc7oWIZa0C/Lwldd04GfxXrOkcNZ/Z5NKsuJonvTINaTN8GlQZ5yETQ+qMJqNqv33SabkBg==";
constexpr std::int64_t now = 1700000000;

// Another key: test key 2 of RFC 8032.
const std::string other_key = "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";

std::string check(const strings& signatures, const strings& timestamps, const std::string& bytes, std::int64_t time = now,
                  std::int64_t tolerance = 300, const strings& keys = {key}) {
    return std::string{service::webhook_keys{keys}.check(signatures, timestamps, bytes, time, tolerance).name};
}

// Signs with OpenSSL, for bodies and times that have no vector.
std::string sign(const std::string& time, const std::string& bytes) {
    const unsigned char seed[] = {0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
                                  0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60};
    EVP_PKEY* const secret = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed, sizeof(seed));
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    const std::string message = time + "|" + bytes;
    unsigned char raw[64]{};
    std::size_t size = sizeof(raw);
    EVP_DigestSignInit(context, nullptr, nullptr, nullptr, secret);
    EVP_DigestSign(context, raw, &size, reinterpret_cast<const unsigned char*>(message.data()), message.size());
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(secret);
    unsigned char text[89]{};
    EVP_EncodeBlock(text, raw, sizeof(raw));
    return reinterpret_cast<const char*>(text);
}

TEST_CASE("the vector") {
    CHECK(check({signature}, {timestamp}, body) == "valid");
    CHECK(sign(timestamp, body) == signature);
}

TEST_CASE("other bytes are forged") {
    CHECK(check({signature}, {timestamp}, body + " ") == "forged");
    CHECK(check({signature}, {timestamp}, R"({"data":{"id":"e1","event_type":"message.finalized"}})") == "forged");
    CHECK(check({signature}, {timestamp}, "") == "forged");
    CHECK(check({signature}, {"1700000001"}, body) == "forged");
    CHECK(check({signature}, {"01700000000"}, body) == "forged"); // the text is signed, not the number
    CHECK(check({signature}, {timestamp}, body, now, 300, {other_key}) == "forged");
    const std::string without_timestamp = sign("", body);
    CHECK(check({without_timestamp}, {timestamp}, body) == "forged");
}

TEST_CASE("bodies are bytes") {
    for (const std::string& bytes :
         {std::string{}, std::string{"\xff\xfe\x00|", 4}, std::string{"{\"a\":\"\xc3\"}"}, std::string{" { } \n"}}) {
        CHECK(check({sign(timestamp, bytes)}, {timestamp}, bytes) == "valid");
        CHECK(check({sign(timestamp, bytes)}, {timestamp}, bytes + "\n") == "forged");
    }
}

TEST_CASE("age") {
    CHECK(check({signature}, {timestamp}, body, now + 300) == "valid");
    CHECK(check({signature}, {timestamp}, body, now + 301) == "stale");
    CHECK(check({signature}, {timestamp}, body, now - 300) == "valid");
    CHECK(check({signature}, {timestamp}, body, now - 301) == "ahead");
    CHECK(check({signature}, {timestamp}, body, now + 7200, 7200) == "valid");
    CHECK(check({signature}, {timestamp}, body, now + 7201, 7200) == "stale");
    CHECK(check({signature}, {timestamp}, body + "x", now + 301) == "forged"); // forged counts more than stale
    CHECK(check({sign("0", body)}, {"0"}, body) == "stale");
    CHECK(check({sign("999999999999", body)}, {"999999999999"}, body) == "ahead");
}

TEST_CASE("timestamps") {
    for (const char* const odd : {"", " 1700000000", "1700000000 ", "+1700000000", "-1", "1_700_000_000", "1700000000.0", "1.7e9",
                                  "0x6553f100", "17000000000000", "NaN", "1700000000x", "\xd9\xa1\xd9\xa7"}) {
        CHECK(check({sign(odd, body)}, {odd}, body) == "bad_timestamp");
    }
    CHECK(check({sign("1700000000000", body)}, {"1700000000000"}, body) == "milliseconds");
    CHECK(check({"nonsense"}, {"1700000000000"}, body) == "milliseconds");
}

TEST_CASE("headers") {
    CHECK(check({}, {timestamp}, body) == "missing_header");
    CHECK(check({signature}, {}, body) == "missing_header");
    CHECK(check({}, {}, body) == "missing_header");
    CHECK(check({signature, signature}, {timestamp}, body) == "repeated_header");
    CHECK(check({signature}, {timestamp, timestamp}, body) == "repeated_header");
    CHECK(check({signature + ", " + signature}, {timestamp}, body) == "bad_encoding");
}

TEST_CASE("encodings") {
    const auto encoding = [](const std::string& text) { return check({text}, {timestamp}, body); };
    CHECK(encoding("") == "bad_encoding");
    CHECK(encoding(signature.substr(0, 86)) == "bad_encoding");         // without padding
    CHECK(encoding(signature + "AAAA") == "bad_encoding");              // 67 bytes
    CHECK(encoding(signature.substr(0, 84)) == "bad_encoding");         // 63 bytes
    CHECK(encoding(signature.substr(0, 85) + "h==") == "bad_encoding"); // a bit that is not of the 64 bytes
    CHECK(encoding(" " + signature) == "bad_encoding");
    CHECK(encoding(signature + "\n") == "bad_encoding");
    std::string changed = signature;
    changed[7] = ' ';
    CHECK(encoding(changed) == "bad_encoding");
    std::string url_safe = signature;
    for (char& c : url_safe) {
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    }
    CHECK(url_safe != signature);
    CHECK(encoding(url_safe) == "bad_encoding");
    CHECK(encoding(std::string(88, 'A')) == "bad_encoding");  // 66 bytes
    CHECK(encoding(std::string(86, 'A') + "==") == "forged"); // zeros
    CHECK(encoding(std::string(88, '=')) == "bad_encoding");
}

TEST_CASE("a signature with S + L is refused: it would be a second one for the same bytes") {
    // The order L of the group, little-endian; the second half of the signature is S.
    const unsigned char order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                     0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                     0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    unsigned char raw[66]{};
    REQUIRE(EVP_DecodeBlock(raw, reinterpret_cast<const unsigned char*>(signature.data()), 88) == 66);
    unsigned carry = 0;
    for (int i = 0; i != 32; ++i) {
        carry += raw[32 + i] + order[i];
        raw[32 + i] = static_cast<unsigned char>(carry & 255U);
        carry >>= 8U;
    }
    REQUIRE(carry == 0);
    unsigned char text[89]{};
    EVP_EncodeBlock(text, raw, 64);
    CHECK(check({reinterpret_cast<const char*>(text)}, {timestamp}, body) == "forged");
}

TEST_CASE("rotation: any key of the list, and which one it was") {
    const service::webhook_keys both{{other_key, key}};
    const auto found = both.check({signature}, {timestamp}, body, now, 300);
    CHECK(found.name == "valid");
    CHECK(found.key == 1);
    CHECK(both.check({signature}, {timestamp}, body, now + 301, 300).name == "stale");
}

TEST_CASE("keys that are none") {
    const auto refused = [](const strings& keys) {
        try {
            const service::webhook_keys made{keys};
            return false;
        } catch (const std::invalid_argument&) {
            return true;
        }
    };
    CHECK(refused({}));
    CHECK(refused({""}));
    CHECK(refused({key, ""}));
    CHECK(refused({key.substr(0, 43)}));
    CHECK(refused({key + "\n"}));
    CHECK(refused({"MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="})); // DER
    // Of small order: with them anyone can sign. The point of order 1, of order 2, and of order 4.
    CHECK(refused({"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}));
    CHECK(refused({"7P///////////////////////////////////////38="}));
    CHECK(refused({"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}));
    CHECK_FALSE(refused({key, other_key}));
}

TEST_CASE("the HTTP status of a result") {
    const service::webhook_keys keys{{key}};
    CHECK(keys.check({signature}, {timestamp}, body, now, 300).status == 200);
    CHECK(keys.check({signature}, {timestamp}, body + " ", now, 300).status == 401);
    CHECK(keys.check({signature}, {timestamp}, body, now + 301, 300).status == 401);
    CHECK(keys.check({signature}, {timestamp}, body, now - 301, 300).status == 401);
    CHECK(keys.check({}, {timestamp}, body, now, 300).status == 400);
    CHECK(keys.check({signature, signature}, {timestamp}, body, now, 300).status == 400);
    CHECK(keys.check({signature}, {"x"}, body, now, 300).status == 400);
    CHECK(keys.check({"x"}, {timestamp}, body, now, 300).status == 400);
}

} // namespace
