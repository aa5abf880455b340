#include "api/routes/words.hpp"

#include "events/care.hpp"
#include "projections/due/item.hpp"
#include "projections/ratings/band.hpp"

#include <array>
#include <span>

namespace careledger::api::routes {
namespace {

struct Words {
  std::string_view parameter;
  std::span<const std::string_view> words;
};

constexpr std::array<std::string_view, 2> truths{"true", "false"};
constexpr Words fixed[] = {{"band", projections::ratings::band_names},
                           {"category", events::words_of<events::Category>},
                           {"need", events::words_of<events::NeedGroup>},
                           {"owner", projections::due::owner_names},
                           {"free", truths},
                           {"suspended", truths}};

}  // namespace

core::Result<void> check_words(const http::Query& query) {
  for (const auto& [parameter, words] : fixed) {
    if (auto good = query.must_be_among(parameter, words); !good) return good;
  }
  return {};
}

}  // namespace careledger::api::routes
