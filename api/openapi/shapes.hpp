#pragma once

#include "core/json/writer.hpp"

#include <span>
#include <string_view>

namespace careledger::api::openapi {

/// An object that goes over the wire: its main members, as `service:Id score:Decimal|null because:Sequence[]`. A `?`
/// behind the name: it may be absent. The types are shapes, the basic ones, or Event, StoredEvent.
struct Shape {
  std::string_view name;
  std::string_view meaning;
  std::string_view members;
};

[[nodiscard]] std::span<const Shape> shapes();

/// The basic types and the shapes as JSON Schemas, members of an open object.
void write_shapes(core::json::Writer& out);

/// `{"$ref":"#/components/schemas/<name>"}`
void write_reference(core::json::Writer& out, std::string_view name);

}  // namespace careledger::api::openapi
