#pragma once

#include "core/error/result.hpp"

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::tools::tables {

/// One row of a table, as it stands in the file.
struct Record {
  std::vector<std::string> fields;
  std::size_t row = 0;   // as a spreadsheet counts: the header is 1, blank rows count
  std::size_t line = 0;  // on which it begins
  std::string text;      // of the record, its line end included
};

/// Reads comma-separated values (RFC 4180) record by record, in the memory of one. Strict: a file that can be read in
/// two ways is refused and not guessed at. Lines end with CRLF or LF, the last one may end with neither. UTF-8, with or
/// without a byte order mark. Blank lines are passed over.
class CsvReader {
 public:
  static constexpr std::size_t max_record_bytes = 1u << 20;

  CsvReader(std::istream& in, char separator) : bytes_(*in.rdbuf()), separator_(separator) {}

  /// Whether there was another record. Error: Fault::bad_request with the line; nothing more can be read then.
  [[nodiscard]] core::Result<bool> next(Record& record);

 private:
  [[nodiscard]] core::Result<void> skip_mark();
  [[nodiscard]] core::Result<void> read(Record& record);
  [[nodiscard]] core::Result<void> read_quoted(Record& record, std::string& field);
  [[nodiscard]] core::Result<void> read_plain(Record& record, std::string& field);
  [[nodiscard]] bool at_end_of_line();
  void end_line(Record& record);
  [[nodiscard]] tl::unexpected<core::Error> refuse(const std::string& what) const;
  [[nodiscard]] int peek() { return bytes_.sgetc(); }
  char take(Record& record);

  std::streambuf& bytes_;
  char separator_;
  bool begun_ = false;
  std::size_t row_ = 0;
  std::size_t line_ = 1;
};

}  // namespace careledger::tools::tables
