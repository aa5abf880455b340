#include "core/merkle/note_key.hpp"
#include "tools/careledger/command.hpp"
#include "tools/careledger/instance.hpp"
#include "tools/careledger/verification.hpp"

#include <cstdio>

namespace careledger::tools {
namespace {

/// One that was mistyped tells nothing of the ledger.
core::Result<void> check_key(const std::string& text) {
  const auto key = core::merkle::parse_verifier_key(text);
  if (key) return {};
  return core::fail(core::Fault::bad_request, "--key: " + key.error().detail);
}

}  // namespace

void add_verify(CLI::App& app, int& exit_code) {
  struct Options {
    Common common;
    std::string key;
  };
  auto options = std::make_shared<Options>();
  auto* const command = app.add_subcommand(
      "verify", "recompute every leaf, tile, root, signature, index entry and history; name the first that is wrong");
  options->common.add_to(*command);
  command->add_option("--key", options->key,
                      "the log's verifier key, as you know it; without it the ledger's own word is taken for it");
  command->callback([options, &exit_code] {
    const auto key = options->key.empty() ? core::Result<void>() : check_key(options->key);
    if (!key) {
      exit_code = report(key.error());
      return;
    }
    const auto client = connect(options->common.target);
    if (!client) {
      exit_code = report(client.error());
      return;
    }
    Verification verification(**client, options->key, progress_on_stderr());
    if (const auto verified = verification.run(); !verified) {
      exit_code = report(core::Error{.fault = core::Fault::corrupt, .detail = verified.error().detail});
      return;
    }
    const auto& checkpoint = verification.checkpoint();
    if (options->common.json) {
      std::printf(
          "{\"verified\":true,\"origin\":\"%s\",\"size\":%llu,\"services\":%zu,\"sealed\":%zu,\"own_key\":%s}\n",
          checkpoint.origin.c_str(), static_cast<unsigned long long>(checkpoint.size), verification.services(),
          verification.sealed(), options->key.empty() ? "true" : "false");
      return;
    }
    std::printf(
        "%s: all %llu events, their tiles, root, signature and indices, and the histories of %zu services hold\n",
        checkpoint.origin.c_str(), static_cast<unsigned long long>(checkpoint.size), verification.services());
    if (verification.sealed() > 0)
      std::printf("%zu of them are sealed until a requirement has closed: of these the leaves alone were looked at\n",
                  verification.sealed());
    if (options->key.empty())
      std::printf("only the ledger itself vouched for its key: give the one you know by --key\n");
  });
}

}  // namespace careledger::tools
