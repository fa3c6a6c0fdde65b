// Everything that the library knows, as a JSON document for other languages: docs/telnyx-errors.json.
#ifndef TELNYX_ERRORS_TESTS_TOOLS_LIBRARY_DOCUMENT_HPP
#define TELNYX_ERRORS_TESTS_TOOLS_LIBRARY_DOCUMENT_HPP

#include <string>

// The document, with the form that docs/schemas/telnyx-errors.schema.json describes.
std::string library_document();

#endif
