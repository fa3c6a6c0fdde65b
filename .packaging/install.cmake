# Installs the headers, a CMake package and pkg-config files, which do not depend on the architecture. examples/telnyx-errors
# installs the program, as the component "program", and c_library the C interface, as the component "c_library"; everything else is
# the component "headers".
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)
if(telnyx_errors_top_level)
    set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME headers)
endif()

# The packages find their files relative to themselves, so that an installed tree can be moved.
set(telnyx_errors_cmake_directory "${CMAKE_INSTALL_DATADIR}/cmake/telnyx_errors")
set(telnyx_errors_pkgconfig_directory "${CMAKE_INSTALL_DATADIR}/pkgconfig")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/telnyx" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp"
                                                     PATTERN "*.h")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/telnyx_errors")

target_include_directories(telnyx_errors INTERFACE "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")

# Two export sets, so that the core is found where nlohmann/json is not installed.
install(TARGETS telnyx_errors EXPORT telnyx_errors_core)
install(TARGETS telnyx_errors_nlohmann EXPORT telnyx_errors_nlohmann)
install(EXPORT telnyx_errors_core NAMESPACE telnyx:: FILE telnyx_errors-core.cmake DESTINATION "${telnyx_errors_cmake_directory}")
install(EXPORT telnyx_errors_nlohmann NAMESPACE telnyx:: FILE telnyx_errors-nlohmann.cmake
        DESTINATION "${telnyx_errors_cmake_directory}")

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/telnyx_errors-config.cmake.in"
                              "${PROJECT_BINARY_DIR}/packaging/telnyx_errors-config.cmake"
                              INSTALL_DESTINATION "${telnyx_errors_cmake_directory}" NO_SET_AND_CHECK_MACRO)
# Below 1.0 a minor version may break code that compiled, from 1.0 only a major version may.
if(PROJECT_VERSION_MAJOR EQUAL 0)
    set(telnyx_errors_compatibility SameMinorVersion)
else()
    set(telnyx_errors_compatibility SameMajorVersion)
endif()
write_basic_package_version_file("${PROJECT_BINARY_DIR}/packaging/telnyx_errors-config-version.cmake"
                                 COMPATIBILITY ${telnyx_errors_compatibility} ARCH_INDEPENDENT)
install(FILES "${PROJECT_BINARY_DIR}/packaging/telnyx_errors-config.cmake"
              "${PROJECT_BINARY_DIR}/packaging/telnyx_errors-config-version.cmake"
        DESTINATION "${telnyx_errors_cmake_directory}")

file(RELATIVE_PATH telnyx_errors_prefix_from_pkgconfig "/prefix/${telnyx_errors_pkgconfig_directory}" "/prefix")
string(REGEX REPLACE "/$" "" telnyx_errors_prefix_from_pkgconfig "${telnyx_errors_prefix_from_pkgconfig}")
foreach(name IN ITEMS telnyx-errors telnyx-errors-nlohmann)
    configure_file("${CMAKE_CURRENT_LIST_DIR}/${name}.pc.in" "${PROJECT_BINARY_DIR}/packaging/${name}.pc" @ONLY)
    install(FILES "${PROJECT_BINARY_DIR}/packaging/${name}.pc" DESTINATION "${telnyx_errors_pkgconfig_directory}")
endforeach()

# `cpack -G DEB` makes a package of the headers and, if the program is built, one of the program.
if(telnyx_errors_top_level)
    set(CPACK_PACKAGE_NAME libtelnyx-errors-dev)
    set(CPACK_PACKAGE_CONTACT "The telnyx-errors maintainers <maintainers@telnyx-errors.invalid>")
    set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
    set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
    set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
    set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};telnyx_errors;ALL;/")
    set(CPACK_DEB_COMPONENT_INSTALL ON)
    set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)

    set(CPACK_COMPONENTS_ALL headers)
    set(CPACK_DEBIAN_HEADERS_PACKAGE_NAME libtelnyx-errors-dev)
    set(CPACK_DEBIAN_HEADERS_PACKAGE_ARCHITECTURE all)
    set(CPACK_DEBIAN_HEADERS_PACKAGE_SECTION libdevel)
    set(CPACK_DEBIAN_HEADERS_PACKAGE_SUGGESTS nlohmann-json3-dev)

    if(TARGET telnyx_errors_command_line)
        list(APPEND CPACK_COMPONENTS_ALL program)
        set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "Explains Telnyx messaging errors on the command line")
        set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME telnyx-errors)
        set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
        set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
        set(CPACK_STRIP_FILES ON)
    endif()
    include(CPack)
endif()
