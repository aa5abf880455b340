#include "core/log/rocks_ingest.hpp"

#include <rocksdb/db.h>
#include <rocksdb/sst_file_writer.h>

namespace careledger::core::log {
namespace {

rocksdb::Status write_table(rocksdb::SstFileWriter& table, const std::string& path, const Recent::Look& segments,
                            Family family, Sequence position) {
  if (auto status = table.Open(path); !status.ok()) return status;
  const auto mark = key_of(position);
  bool marked = false;
  for (Walk walk(segments, family, {}); walk.valid(); walk.next()) {
    if (!marked && position_key < walk.key()) {
      if (auto status = table.Put(slice(position_key), mark); !status.ok()) return status;
      marked = true;
    }
    if (auto status = table.Put(slice(walk.key()), slice(walk.value())); !status.ok()) return status;
  }
  if (!marked) {
    if (auto status = table.Put(slice(position_key), mark); !status.ok()) return status;
  }
  return table.Finish();
}

}  // namespace

Result<void> ingest(rocksdb::DB& db, const Columns& columns, const std::string& folder, const Recent::Look& segments,
                    const Positions& positions) {
  std::vector<rocksdb::IngestExternalFileArg> tables;
  for (const Family family : families) {
    const auto position = positions[index_of(family)];
    if (!position) continue;
    auto* const column = columns[column_of(family)];
    const auto path = folder + "/recent-" + std::string(name(family)) + ".sst";
    rocksdb::SstFileWriter table(rocksdb::EnvOptions(), db.GetOptions(column), column);
    if (const auto status = write_table(table, path, segments, family, *position); !status.ok()) {
      return fail(error_of(status, "writing the family " + std::string(name(family))));
    }
    rocksdb::IngestExternalFileArg arg;
    arg.column_family = column;
    arg.external_files = {path};
    arg.options.move_files = true;
    arg.options.write_global_seqno = false;  // the table stays as it was synced
    tables.push_back(std::move(arg));
  }
  if (tables.empty()) return {};
  if (const auto status = db.IngestExternalFiles(tables); !status.ok()) {
    return fail(error_of(status, "taking derived families in"));
  }
  return {};
}

}  // namespace careledger::core::log
