# Documents travel inside the program: this writes their bytes into a source file that answers for them by name.
#
# Included: careledger_embed(<generated .cpp> HEADER <path> NAMESPACE <of the header> DOCUMENTS <files of this folder>)
# makes the rule that regenerates it when a document changes. The header declares, in that namespace,
# `std::string_view bundled(std::string_view name)`.
# As a script (cmake -DOUT= -DDIR= -DHEADER= -DNAMESPACE= -DDOCUMENTS= -P embed.cmake): does the writing.

if(CMAKE_SCRIPT_MODE_FILE)
  set(arrays "")
  set(rows "")
  string(REPLACE "," ";" DOCUMENTS "${DOCUMENTS}")
  foreach(document IN LISTS DOCUMENTS)
    file(READ "${DIR}/${document}" hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(REPEAT "." 80 line)
    string(REGEX REPLACE "(${line})" "\\1\n    " bytes "${bytes}")
    string(MAKE_C_IDENTIFIER "document_${document}" name)
    string(APPEND arrays "constexpr unsigned char ${name}[] = {\n    ${bytes}};\n\n")
    string(APPEND rows "    {\"${document}\", ${name}, sizeof ${name}},\n")
  endforeach()
  file(WRITE "${OUT}" "// Written by cmake/embed.cmake.\n#include \"${HEADER}\"\n\n"
"namespace ${NAMESPACE} {\n\nnamespace {\n\n${arrays}"
"struct Document {\n  std::string_view name;\n  const unsigned char* bytes;\n  std::size_t size;\n};\n\n"
"constexpr Document documents[] = {\n${rows}};\n\n}  // namespace\n\n"
"std::string_view bundled(std::string_view name) {\n  for (const Document& document : documents) {\n"
"    if (document.name == name) return {reinterpret_cast<const char*>(document.bytes), document.size};\n  }\n"
"  return {};\n}\n\n}  // namespace ${NAMESPACE}\n")
  return()
endif()

set(CARELEDGER_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(careledger_embed generated)
  cmake_parse_arguments(ARG "" "HEADER;NAMESPACE" "DOCUMENTS" ${ARGN})
  list(TRANSFORM ARG_DOCUMENTS PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" OUTPUT_VARIABLE documents)
  string(REPLACE ";" "," names "${ARG_DOCUMENTS}")
  add_custom_command(
    OUTPUT "${generated}"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${generated}" "-DDIR=${CMAKE_CURRENT_SOURCE_DIR}" "-DHEADER=${ARG_HEADER}"
            "-DNAMESPACE=${ARG_NAMESPACE}" "-DDOCUMENTS=${names}" -P "${CARELEDGER_EMBED_SCRIPT}"
    DEPENDS ${documents} "${CARELEDGER_EMBED_SCRIPT}"
    COMMENT "Embedding ${names}")
endfunction()
