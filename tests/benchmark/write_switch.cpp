// Writes the cases of a switch over all codes, for the benchmark to compare with: write_switch FILE
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <telnyx/errors.hpp>

int main(int argc, char** argv) {
    namespace te = telnyx::errors;
    if (argc != 2) {
        std::cerr << "usage: write_switch FILE\n";
        return 2;
    }
    const std::filesystem::path file{argv[1]};
    std::filesystem::create_directories(file.parent_path());
    std::ofstream out{file};
    std::size_t place = 0;
    for (const te::code_info& row : te::table) {
        out << "case " << row.number() << ": return te::table.begin() + " << place++ << ";\n";
    }
    out.close();
    if (!out) {
        std::cerr << "write_switch: cannot write " << file << '\n';
        return 2;
    }
    return 0;
}
