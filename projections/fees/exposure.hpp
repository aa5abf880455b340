#pragma once

#include "projections/fees/package_fee.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::fees {

/// Which services are meant.
struct ExposureFilter {
  std::optional<std::string> band;  // as it shows
  std::optional<bool> suspended;
  std::optional<std::string> category;
  std::optional<std::string> area;
};

/// What is bought from one service.
struct ExposedService {
  std::string service;
  std::string provider;
  std::string_view band;  // as it shows
  bool suspended = false;
  std::int64_t packages = 0;
  Pence weekly_pence = 0;
  std::int64_t unpriced = 0;
};

/// What is bought from such services.
struct Exposure {
  std::vector<ExposedService> services;  // of which something is bought, ascending by id
  std::int64_t packages = 0;             // in force
  std::int64_t citizens = 0;
  Pence weekly_pence = 0;
  std::int64_t unpriced = 0;  // packages of no known weekly price
};

[[nodiscard]] Result<Exposure> exposure(Readings& readings, const ExposureFilter& filter, const Moment& moment);

}  // namespace careledger::projections::fees
