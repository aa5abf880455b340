#pragma once

#include "projections/book.hpp"

#include <doctest/doctest.h>

#include <string>

namespace careledger::tests {

inline std::string text_of(const projections::ratings::Segment* segment) {
  if (segment == nullptr) return "nothing";
  std::string text = segment->since ? core::time::format(*segment->since) : "ever";
  text.append(" ").append(segment->scheme).append(" ").append(projections::ratings::text(segment->band));
  text.append(" ").append(segment->score ? segment->score->text() : "-").append(" ").append(segment->rule);
  for (const auto sequence : segment->because) text.append(" ").append(std::to_string(sequence));
  return text;
}

}  // namespace careledger::tests

/// Of each service, around each of its changes: the rating that is asked for alone is that of the whole history.
inline void check_ratings_alone(careledger::projections::Book& book, careledger::core::event::Sequence known_at) {
  using careledger::tests::text_of;
  CAPTURE(known_at);
  for (const auto& id : book.service_ids()) {
    CAPTURE(id);
    const auto whole = book.service(id, known_at);
    if (!whole) {
      CHECK_FALSE(book.rated(id, careledger::core::time::latest, known_at).has_value());
      continue;
    }
    const auto& history = (*whole)->history;
    for (const auto& segment : history.segments) {
      for (const std::int64_t micros : {-1, 0, 1}) {
        const careledger::core::time::Instant at{segment.since->micros + micros};
        const auto rated = book.rated(id, at, known_at);
        REQUIRE(rated.has_value());
        CHECK(text_of(&(*rated)->history.at(at)) == text_of(&history.at(at)));
        CHECK(text_of((*rated)->history.next(at)) == text_of(history.next(at)));
        CHECK((*rated)->details.name == (*whole)->details.name);
      }
    }
  }
}
