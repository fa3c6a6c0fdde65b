# An overlay port: vcpkg install telnyx-errors --overlay-ports=.packaging/vcpkg, with this file in a checkout.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)

vcpkg_cmake_configure(SOURCE_PATH "${SOURCE_PATH}"
                      OPTIONS -DTELNYX_ERRORS_TESTS=OFF -DTELNYX_ERRORS_EXAMPLES=OFF -DTELNYX_ERRORS_INSTALL=ON)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME telnyx_errors CONFIG_PATH share/cmake/telnyx_errors)
vcpkg_fixup_pkgconfig()
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug" "${CURRENT_PACKAGES_DIR}/lib")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
