# The policies travel inside the program: this writes their bytes into a source file.
#
# Included: careledger_embed_policies(<generated .cpp>) makes the rule that regenerates it when a document changes.
# As a script (cmake -DOUT=<.cpp> -DDIR=<this folder> -P embed.cmake): does the writing.

set(CARELEDGER_POLICY_DOCUMENTS 2012.json 2014.json 2018.json 2019.json 2025.json adoption.json rules.json)

if(CMAKE_SCRIPT_MODE_FILE)
  set(arrays "")
  set(rows "")
  foreach(document IN LISTS CARELEDGER_POLICY_DOCUMENTS)
    file(READ "${DIR}/${document}" hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(REPEAT "." 80 line)
    string(REGEX REPLACE "(${line})" "\\1\n    " bytes "${bytes}")
    string(MAKE_C_IDENTIFIER "document_${document}" name)
    string(APPEND arrays "constexpr unsigned char ${name}[] = {\n    ${bytes}};\n\n")
    string(APPEND rows "    {\"${document}\", ${name}, sizeof ${name}},\n")
  endforeach()
  file(WRITE "${OUT}" "// Written by events/policies/embed.cmake.\n#include \"events/policies/bundled.hpp\"\n\n"
"namespace careledger::events::policies {\n\nnamespace {\n\n${arrays}"
"struct Document {\n  std::string_view name;\n  const unsigned char* bytes;\n  std::size_t size;\n};\n\n"
"constexpr Document documents[] = {\n${rows}};\n\n}  // namespace\n\n"
"std::string_view bundled(std::string_view name) {\n  for (const Document& document : documents) {\n"
"    if (document.name == name) return {reinterpret_cast<const char*>(document.bytes), document.size};\n  }\n"
"  return {};\n}\n\n}  // namespace careledger::events::policies\n")
  return()
endif()

set(CARELEDGER_POLICY_DIR "${CMAKE_CURRENT_LIST_DIR}")

function(careledger_embed_policies generated)
  list(TRANSFORM CARELEDGER_POLICY_DOCUMENTS PREPEND "${CARELEDGER_POLICY_DIR}/" OUTPUT_VARIABLE documents)
  add_custom_command(
    OUTPUT "${generated}"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${generated}" "-DDIR=${CARELEDGER_POLICY_DIR}" -P
            "${CARELEDGER_POLICY_DIR}/embed.cmake"
    DEPENDS ${documents} "${CARELEDGER_POLICY_DIR}/embed.cmake"
    COMMENT "Embedding the policies")
endfunction()
