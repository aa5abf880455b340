#include "events/codec_composite.hpp"

namespace careledger::events {
namespace {

using Member = MergePatch::Member;

constexpr std::string_view nested_patch = "data";  // the patch that a correction holds

void read_members(std::vector<Member>& out, json::Value patch, const Place& place) {
  for (const auto [name, value] : patch.members()) {
    const Place at = place.member(name);
    auto& member = out.emplace_back();
    member.name = name;
    // In a stored patch what is public stands in clear.
    const bool in_clear =
        place.origin() == core::event::Origin::stored && value.is_string() && is_public_name_too(name);
    member.personal = value.kind() != json::Kind::null && is_personal_name(name) && !in_clear;
    member.nested = name == nested_patch && value.is_object();
    if (member.nested) {
      read_members(member.members, value, at);
    } else if (member.personal) {
      Personal<Words> words;
      Codec<Personal<Words>>::read(words, value, at);
      Codec<Personal<Words>>::write(words, member.value);
    } else {
      codec::read_any(member.value, value, at);
    }
  }
  const auto before = [](const Member& a, const Member& b) { return json::name_before(a.name, b.name); };
  std::sort(out.begin(), out.end(), before);
}

void write_members(const std::vector<Member>& members, std::string& out) {
  out += '{';
  for (const auto& member : members) {
    if (&member != members.data()) out += ',';
    json::append_string(out, member.name);
    out += ':';
    member.nested ? write_members(member.members, out) : void(out += member.value);
  }
  out += '}';
}

void seal_members(std::vector<Member>& members, const Sealing& sealing, const Place& place) {
  for (auto& member : members) {
    const Place at = place.member(member.name);
    if (member.nested) {
      seal_members(member.members, sealing, at);
    } else if (member.personal && !sealing.is_public(member.name)) {
      const std::string jwe = sealing.seal(member.value, at);
      member.value.clear();
      append_sealed(member.value, jwe);
    }
  }
}

}  // namespace

void Codec<MergePatch>::read(MergePatch& out, json::Value value, const Place& place) {
  value.is_object() ? read_members(out.members, value, place) : place.wrong("must be an object");
}

void Codec<MergePatch>::write(const MergePatch& patch, std::string& out) {
  write_members(patch.members, out);
}

void Codec<MergePatch>::schema(json::Writer& out) {
  out.begin_object().member("type", "object").member("description", "a JSON Merge Patch (RFC 7396)").end_object();
}

void Codec<MergePatch>::seal(MergePatch& patch, const Sealing& sealing, const Place& place) {
  seal_members(patch.members, sealing, place);
}

}  // namespace careledger::events
