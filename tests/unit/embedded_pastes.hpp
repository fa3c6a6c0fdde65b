// Text with a payload in it, of the kinds that people have: each with the payload, written as JSON by hand.
#ifndef TELNYX_ERRORS_TESTS_EMBEDDED_PASTES_HPP
#define TELNYX_ERRORS_TESTS_EMBEDDED_PASTES_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/embedded.hpp>

#include "sample_bodies.hpp"

namespace pastes {

namespace te = telnyx::errors;

// What the pastes contain.
inline constexpr std::string_view stop = R"({"errors":[{"code":"40300","title":"Blocked due to STOP message"}]})";
inline constexpr std::string_view limited = R"({"errors":[{"code":"10011","title":"Too many requests"}]})";
inline constexpr std::string_view apostrophes = R"({"errors":[{"code":"40310","title":"Invalid 'to' address","detail":null}]})";
inline constexpr std::string_view pointed =
    R"({"errors":[{"code":"40310","title":"Invalid 'to' address","detail":"Don't use \"it\"","source":{"pointer":"/to"}}]})";
inline constexpr std::string_view queued =
    R"({"data":{"record_type":"message","direction":"outbound","id":"msg-1","to":[{"phone_number":"+13125550142","status":"queued"}],"errors":[]}})";
inline constexpr std::string_view accented = R"({"errors":[{"code":"40317","title":"Caf\u00e9 \ud83d\ude00","detail":"a\\b\tc"}]})";
inline constexpr std::string_view two = R"({"errors":[{"code":"40333","title":"Spend limit"},{"code":"10009"}]})";

struct paste {
    const char* name;
    std::string text;
    std::string_view payload;
    int status = 0;
    std::uint64_t delay_ms = 0;
    te::notation notation = te::notation::json;
};

inline std::string join(std::string_view before, std::string_view payload, std::string_view after = "") {
    return std::string{before}.append(payload).append(after);
}

inline std::vector<paste> pastes_with_a_status() {
    return {
        {"the status in front", join("403 ", stop), stop, 403},
        {"the status and a colon", join("403: ", stop, "\n"), stop, 403},
        {"the status and a dash", join("HTTPError 409 - ", stop), stop, 409},
        {"the status in parentheses", join("request failed (409): ", stop), stop, 409},
        {"the status and a path", join("Telnyx 400 /messages: ", apostrophes), apostrophes, 400},
        {"the status and a URL", join("POST 422 https://api.example.com/v2/messages: ", apostrophes), apostrophes, 422},
        {"the status and its phrase", join("RestClient::Conflict: 409 Conflict: ", stop), stop, 409},
        {"the phrase in parentheses", join("Response status code does not indicate success: 429 (Too Many Requests). ", limited),
         limited, 429},
        {"a status code", join("Request failed with status code 409: ", stop), stop, 409},
        {"a status code on the line above", join("AxiosError: Request failed with status code 409\n", stop), stop, 409},
        {"a status with an equals sign", join("upstream error status=422 body=", apostrophes), apostrophes, 422},
        {"a status in camel case", join("statusCode: 400, body: ", apostrophes), apostrophes, 400},
        {"a status with an underscore", join("http_status_code=429 retry=1 ", limited), limited, 429},
        {"a status code of", join("server returned a status code of 403 with ", stop), stop, 403},
        {"an error code", join("Error code: 409 - ", stop), stop, 409},
        {"HTTP in a log line", join("[2026-04-02 07:11:09] [worker.INFO]: answer: HTTP 200, ", queued, " []"), queued, 200},
        {"an access log", join("203.0.113.7 - - \"POST /v2/messages HTTP/1.1\" 429 157 \"-\" ", limited), limited, 429},
        {"a message of Guzzle",
         join("Client error: `POST https://api.example.com/v2/messages` resulted in a `409 Conflict` response:\n", stop, "\n"),
         stop, 409},
        {"a message of requests",
         join("429 Client Error: Too Many Requests for url: https://api.example.com/v2/messages ", limited), limited, 429},
        {"a code in front", join("refused with code 422: ", stop), stop, 422},
        {"a message of Go", join("telnyx: unexpected status 403: ", stop), stop, 403},
        {"a response of OkHttp", join("Response{protocol=h2, status=409, body=", stop, "}"), stop, 409},
        {"a sentence in the past", join("the status was 409, then ", stop), stop, 409},
        {"a sentence in the present", join("HTTP status is 403 here: ", stop), stop, 403},
        {"the status and a URL without TLS", join("POST 422 http://api.example.com/v2/messages: ", apostrophes), apostrophes, 422},
        {"the status and a string of Python 2", join("403 u'", stop, "'"), stop, 403},
        {"the status, a path and a long line before it", std::string(300, 'x') + join(" 400 /messages: ", stop), stop, 400},
        {"64 spaces after the status", "403" + std::string(64, ' ') + join("", stop), stop, 403},
        {"64 spaces before the phrase", "409" + std::string(64, ' ') + join("Conflict, so ", stop), stop, 409},
    };
}

inline std::vector<paste> pastes_without_a_status() {
    return {
        {"words", join("telnyx said ", stop), stop},
        {"a number that is no status", join("took 350 ", stop), stop},
        {"the line of a source file", join("main.go:142: ", stop), stop},
        {"a line number", join("worker (line 212): ", stop), stop},
        {"a port", join("listening on port 443 ", stop), stop},
        {"a number on the line above", join("exit 143\n", stop), stop},
        {"a duration", join("120ms 350ms ", stop), stop},
        {"milliseconds of a log", join("2026-04-02 07:11:09,403 ERROR ", stop), stop},
        {"the exit status of a program", join("curl: exit status 127 ", stop), stop},
        {"the exit code of a program", join("job: exit code 137: ", stop), stop},
        {"a number of too many digits", join("Error code: 40300 ", stop), stop},
        {"braces of a formatter", join("{0} {app} [app] [1] {} failed: ", stop), stop},
        {"JSON of another kind before it", join(R"({"level":"error","pid":412} )", stop), stop},
        {"a code fence", join("The response:\n\n```json\n", stop, "\n```\nWhat does it mean?\n"), stop},
        {"a code fence with indented JSON",
         "```\n{\n  \"errors\": [\n    {\n      \"code\": \"40300\",\n      \"title\": \"Blocked due to "
         "STOP message\"\n    }\n  ]\n}\n```",
         stop},
        {"a stack trace",
         join("Unhandled rejection Error: ", stop,
              "\n    at send (/srv/app/send.js:54:16)\n    at process.processTicksAndRejections (node:internal:95:5) {\n  code: "
              "'E'\n}\n"),
         stop},
        {"a list", join("errors: ", "[{\"code\":\"40300\",\"title\":\"Blocked due to STOP message\"}]", ";"),
         "[{\"code\":\"40300\",\"title\":\"Blocked due to STOP message\"}]"},
        {"an apostrophe and a quote before it", join("couldn't send \"it: ", apostrophes), apostrophes},
        {"in single quotes", join("body: '", stop, "'"), stop},
        {"in double quotes, not escaped", join("body: \"", stop, "\""), stop},
        {"after a payload that was cut off", join("a {\"errors\":[{\"code\":\"10009\",\"title\":\"Aut\nb ", stop), stop},
        {"after a payload that was cut off at the end of a line", join("{\"errors\": [\n{\"x\": 1}\n{\"x\": 2}\n", stop), stop},
        {"after an object that is no JSON", join("x {\"a\": nul, \"b\": [}] y ", stop), stop},
        {"65 spaces after the status", "403" + std::string(65, ' ') + join("", stop), stop},
        {"65 spaces before the phrase", "409" + std::string(65, ' ') + join("Conflict, so ", stop), stop},
        {"a long word that ends with status", join("abcdefghijklmnopqrstuvwxyzstatus=409 of it: ", stop), stop},
        {"a fraction", join("a/1 403 then ", stop), stop},
        {"a redirection that is no error", join("302 Client Error: moved ", stop), stop},
        {"a number after a dash", join("x-409 Conflict, so ", stop), stop},
        {"a number after a letter that is not ASCII",
         join("\xC3\xA9"
              "409 Conflict, so ",
              stop),
         stop},
        {"a word that ends with b", join("403 in the web ", stop), stop},
        {"a percentage", join("status 100% done, so ", stop), stop},
        {"tabs inside it", "words\t{\t\"errors\"\t:[{\"code\":\"40300\",\"title\":\"Blocked due to STOP message\"}]}", stop},
        {"a webhook", join("2026-04-02 received webhook ", sample::failed_webhook, " from 203.0.113.7"), sample::failed_webhook},
    };
}

inline std::vector<paste> responses_with_a_head() {
    return {
        {"curl -i, HTTP/2", join("HTTP/2 429 \r\ncontent-type: application/json\r\nretry-after: 9\r\n\r\n", limited), limited, 429,
         9000},
        {"curl -i, HTTP/1.1", join("HTTP/1.1 403 Forbidden\r\nServer: x\r\n\r\n", stop, "\r\n"), stop, 403},
        {"line feeds only", join("HTTP/1.1 429 Too Many Requests\nRetry-After: 1.5\n\n", limited), limited, 429, 1500},
        {"100 Continue before it", join("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 409 Conflict\r\nDate: x\r\n\r\n", stop), stop, 409},
        {"a redirection before it",
         join("HTTP/1.1 301 Moved Permanently\r\nRetry-After: 77\r\nLocation: https://api.example.com/\r\n\r\nHTTP/2 200 \r\n\r\n",
              queued),
         queued, 200},
        {"a proxy before it",
         join("HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 429 \r\nretry-after-ms: 250\r\n\r\n", limited), limited, 429, 250},
        {"curl -v",
         join("* Connected to api.example.com (203.0.113.9) port 443\n> POST /v2/messages HTTP/2\n> Host: api.example.com\n>\n"
              "< HTTP/2 429\n< x-ratelimit-limit: 100\n< x-ratelimit-reset: 12\n<\n* left intact\n",
              limited),
         limited, 429, 12000},
        {"headers without a status line", join("content-length: 217\nRetry-After: 3\n\n", limited), limited, 0, 3000},
        {"a status and a head in a code fence", join("```\nHTTP/2 403\nx: 1\n\n", stop, "\n```"), stop, 403},
    };
}

inline std::vector<paste> literals() {
    return {
        {"Python", "Error code: 409 - {'errors': [{'code': '40300', 'title': 'Blocked due to STOP message'}]}", stop, 409, 0,
         te::notation::literal},
        {"Python, None and both quotes", "{'errors': [{'code': '40310', 'title': \"Invalid 'to' address\", 'detail': None}]}",
         apostrophes, 0, 0, te::notation::literal},
        {"Python, an escaped apostrophe",
         R"(failed: {'errors': [{'code': '40310', 'title': "Invalid 'to' address", 'detail': 'Don\'t use "it"', 'source': {'pointer': '/to'}}]})",
         pointed, 0, 0, te::notation::literal},
        {"Python 2", R"({u'errors': [{u'code': u'40300', u'title': u'Blocked due to STOP message'}]})", stop, 0, 0,
         te::notation::literal},
        {"Python, bytes",
         R"(404? {b'errors': [{b'code': b'40317', b'title': b'Caf\xc3\xa9 \xf0\x9f\x98\x80', b'detail': b'a\\b\tc'}]})", accented,
         0, 0, te::notation::literal},
        {"Python, code points", R"({'errors': [{'code': '40317', 'title': 'Caf\xe9 \U0001f600', 'detail': 'a\\b\tc'}]})", accented,
         0, 0, te::notation::literal},
        {"Python, a list", "status 400 [{'code': '40310', 'title': \"Invalid 'to' address\", 'detail': None}] end",
         R"([{"code":"40310","title":"Invalid 'to' address","detail":null}])", 400, 0, te::notation::literal},
        {"Python, a tuple, numbers and constants",
         "({'errors': ({'code': 40300, 'title': 'x', 'a': True, 'b': False, 'c': -1.5e3, 'd': datetime.datetime(2026, 4, 2, 7, "
         "0)},)},)",
         R"({"errors":[{"code":40300,"title":"x"}]})", 0, 0, te::notation::literal},
        {"Python, printed over several lines",
         "{'errors': [{'code': '40300',\n             'title': 'Blocked due to '\n                      'STOP message'}]}", stop, 0,
         0, te::notation::literal},
        {"Python, the raw characters",
         "{'errors': [{'code': '40317', 'title': 'Caf\xC3\xA9 \xF0\x9F\x98\x80', 'detail': 'a\\\\b\\tc'}]}", accented, 0, 0,
         te::notation::literal},
        {"JavaScript",
         "TelnyxError: 409\n    at send (/srv/send.js:5:1) {\n  errors: [\n    { code: '40333', title: 'Spend limit', meta: "
         "[Object] },\n"
         "    { code: `10009`, fn: [Function: f], u: undefined, }\n  ]\n}\n",
         two, 0, 0, te::notation::literal},
        {"JavaScript, an object of a class",
         "AxiosError { errors: [ Detail { code: '40300', title: 'Blocked due to ' +\n 'STOP message' } ] }", stop, 0, 0,
         te::notation::literal},
        {"JavaScript, what it leaves out",
         "Error: 400\n {\n  response: {\n    status: 400,\n    headers: Object [AxiosHeaders] { date: [Getter], m: Map(1) { 'a' => "
         "1 } },\n"
         "    request: <ref *1> ClientRequest { [Symbol(kCapture)]: false, at: 2026-04-02T07:11:09.000Z, self: [Circular *1] },\n"
         "    data: { errors: [ { code: '40310', title: \"Invalid 'to' address\", detail: null } ] }\n  }\n}\n",
         R"({"response":{"status":400,"data":{"errors":[{"code":"40310","title":"Invalid 'to' address","detail":null}]}}})", 0, 0,
         te::notation::literal},
        {"JavaScript, a name with a dollar sign",
         "Error { $id: 1, ok: true, errors: [ { code: '40300', title: 'Blocked due to STOP message' } ] }", stop, 0, 0,
         te::notation::literal},
        {"Python, a call with a space",
         "{'at': datetime (2026, 4, 2), 'errors': [{'code': '40300', 'title': 'Blocked due to STOP message'}]}", stop, 0, 0,
         te::notation::literal},
        {"Python, a list of a constant", "{'errors': [None]}", R"({"errors":[null]})", 0, 0, te::notation::literal},
        {"JavaScript, a list of a constant", "{ errors: [NaN] }", R"({"errors":[null]})", 0, 0, te::notation::literal},
        {"Python, surrogates without a pair, and a number beyond Unicode",
         R"({'errors': [{'code': '40317', 'title': 'a\ud83d b\ud83d\u0041 c\ud83d\ue000 d\U00110000 e\ud83d\uzzzz'}]})",
         R"({"errors":[{"code":"40317","title":"a\ufffd b\ufffdA c\ufffd\ue000 d\ufffd e\ufffd\\uzzzz"}]})", 0, 0,
         te::notation::literal},
        {"Ruby", R"(Telnyx::Conflict (409): {"errors"=>[{"code"=>"40310", "title"=>"Invalid 'to' address", "detail"=>nil}]})",
         apostrophes, 409, 0, te::notation::literal},
        {"Ruby, symbols", R"({:errors=>[{:code=>"40300", :title=>"Blocked due to STOP message", :level=>:error}]})", stop, 0, 0,
         te::notation::literal},
        {"JSON with a comma at its end", R"(409 {"errors":[{"code":"40300","title":"Blocked due to STOP message",},],})", stop, 409,
         0, te::notation::literal},
    };
}

inline std::vector<paste> escaped_pastes() {
    return {
        {"escaped once", R"(body: "{\"errors\":[{\"code\":\"40300\",\"title\":\"Blocked due to STOP message\"}]}" end)", stop, 0, 0,
         te::notation::escaped},
        {"escaped, with a status in front",
         R"("409 {\"errors\":[{\"code\":\"40300\",\"title\":\"Blocked due to STOP message\"}]}")", stop, 409, 0,
         te::notation::escaped},
        {"a JSON string, which the reader opens",
         R"("{\"errors\":[{\"code\":\"40300\",\"title\":\"Blocked due to STOP message\"}]}")", stop, 0, 0, te::notation::json},
        {"escaped, with escapes of its own",
         R"(x {\"errors\":[{\"code\":\"40310\",\"title\":\"Invalid 'to' address\",\"detail\":\"Don't use \\\"it\\\"\",\"source\":{\"pointer\":\"/to\"}}]})",
         pointed, 0, 0, te::notation::escaped},
        {"escaped, over several lines",
         R"("{\n  \"errors\": [\n\t{\"code\":\"40300\",\r\n\"title\":\"Blocked due to STOP message\"}]}" .)", stop, 0, 0,
         te::notation::escaped},
        {"escaped twice",
         R"(x "\"{\\\"errors\\\":[{\\\"code\\\":\\\"40300\\\",\\\"title\\\":\\\"Blocked due to STOP message\\\"}]}\"")", stop, 0, 0,
         te::notation::escaped},
        {"escaped with \\u0022",
         R"({\u0022errors\u0022:[{\u0022code\u0022:\u002240310\u0022,\u0022title\u0022:\u0022Invalid \u0027to\u0027 address\u0022,\u0022detail\u0022:null}]})",
         apostrophes, 0, 0, te::notation::escaped},
        {"Python's bytes", R"(b'{"errors":[{"code":"40310","title":"Invalid \'to\' address","detail":null}]}')", apostrophes, 0, 0,
         te::notation::escaped},
        {"Python's bytes, not ASCII",
         R"(resp = b'{"errors":[{"code":"40317","title":"Caf\xc3\xa9 \xf0\x9f\x98\x80","detail":"a\\\\b\\tc"}]}')", accented, 0, 0,
         te::notation::escaped},
        {"Python's string with escaped quotes",
         R"(text='{"errors":[{"code":"40310","title":"Invalid \'to\' address","detail":"Don\'t use \\"it\\"","source":{"pointer":"/to"}}]}')",
         pointed, 0, 0, te::notation::escaped},
        {"Python's literal in a string",
         R"(APIError('Error code: 409 - {\'errors\': [{\'code\': \'40310\', \'title\': "Invalid \'to\' address", \'detail\': None}]}'))",
         apostrophes, 409, 0, te::notation::escaped},
        {"Python's literal in a string of logfmt",
         R"(level=error msg="Error code: 400 - {'errors': [{'code': '40310', 'title': \"Invalid 'to' address\", 'detail': None}]}" x=1)",
         apostrophes, 400, 0, te::notation::escaped},
        {"escaped, with surrogates of the string around it",
         R"("{\"errors\":[{\"code\":\"40317\",\"title\":\"Caf\u00e9 \ud83d\ude00\",\"detail\":\"a\\\\b\\tc\"}]}" .)", accented, 0,
         0, te::notation::escaped},
        {"a string with line breaks", R"('{\n "errors":[{"code":"40300","title":"Blocked due to STOP message"}]}\n')", stop, 0, 0,
         te::notation::escaped},
    };
}

} // namespace pastes

#endif
