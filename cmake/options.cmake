# Warnings for all of our own code; a sanitizer by preset.
add_library(careledger_options INTERFACE)
target_compile_options(careledger_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                                                    -Wimplicit-fallthrough -Wno-missing-field-initializers -Werror)
target_include_directories(careledger_options INTERFACE ${CMAKE_SOURCE_DIR})

set(CARELEDGER_SANITIZE "" CACHE STRING "address (with undefined), thread, or empty")
if(CARELEDGER_SANITIZE STREQUAL "address")
  # With its checks between uses g++ 12 loses sight of what is initialized, and warns where all is.
  target_compile_options(careledger_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                      -fno-omit-frame-pointer -Wno-maybe-uninitialized)
  target_link_options(careledger_options INTERFACE -fsanitize=address,undefined)
elseif(CARELEDGER_SANITIZE STREQUAL "thread")
  # Asio's fences are not understood by g++'s thread sanitizer, and it says so at every use.
  target_compile_options(careledger_options INTERFACE -fsanitize=thread -Wno-tsan)
  target_link_options(careledger_options INTERFACE -fsanitize=thread)
elseif(CARELEDGER_SANITIZE)
  message(FATAL_ERROR "CARELEDGER_SANITIZE is '${CARELEDGER_SANITIZE}': use address, thread or nothing")
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# careledger_library(core SOURCES a.cpp b.cpp LINK x y): one library a folder.
function(careledger_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(careledger_${name} STATIC ${ARG_SOURCES})
  target_link_libraries(careledger_${name} PUBLIC careledger_options ${ARG_LINK})
endfunction()
