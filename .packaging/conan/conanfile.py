"""Conan 2 recipe: `conan create .packaging/conan` from a checkout."""
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load


class TelnyxErrorsConan(ConanFile):
    name = "telnyx-errors"
    description = "What a program does when a Telnyx message fails"
    license = "MIT"
    topics = ("telnyx", "sms", "errors", "retry", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"with_nlohmann": [True, False]}
    default_options = {"with_nlohmann": True}
    no_copy_source = True

    @property
    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        header = load(self, os.path.join(self._root, "include", "telnyx", "errors", "version.hpp"))
        self.version = re.search(r'VERSION_STRING "([0-9.]+)"', header).group(1)

    def export_sources(self):
        copy(self, "include/*", self._root, self.export_sources_folder)
        copy(self, "LICENSE", self._root, self.export_sources_folder)

    def requirements(self):
        if self.options.with_nlohmann:
            self.requires("nlohmann_json/[>=3.9.1 <4]")

    def validate(self):
        check_min_cppstd(self, 17)

    def package_id(self):
        self.info.settings.clear()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        for pattern in ("*.hpp", "*.h"):
            copy(self, pattern, os.path.join(self.source_folder, "include"), os.path.join(self.package_folder, "include"))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "telnyx_errors")
        # Below 1.0 a minor version may break code that compiled, from 1.0 only a major version may.
        compatible = "SameMinorVersion" if str(self.version).startswith("0.") else "SameMajorVersion"
        self.cpp_info.set_property("cmake_config_version_compat", compatible)
        core = self.cpp_info.components["core"]
        core.set_property("cmake_target_name", "telnyx::errors")
        core.set_property("pkg_config_name", "telnyx-errors")
        core.bindirs = core.libdirs = []
        if self.options.with_nlohmann:
            reader = self.cpp_info.components["nlohmann"]
            reader.set_property("cmake_target_name", "telnyx::errors_nlohmann")
            reader.set_property("pkg_config_name", "telnyx-errors-nlohmann")
            reader.requires = ["core", "nlohmann_json::nlohmann_json"]
            reader.bindirs = reader.libdirs = []
