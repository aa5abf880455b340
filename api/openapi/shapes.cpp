#include "api/openapi/shapes.hpp"

#include "api/openapi/split.hpp"

#include <array>
#include <string>

namespace careledger::api::openapi {
namespace {

using core::json::Writer;

// More members may come in an answer than stand here; these are there and keep their names.
constexpr std::array listed{
    // rules and events
    Shape{"Clause", "Where the council's documents say it", "document:Text section:Text"},
    Shape{"Rule", "A rule as answers cite it", "id:Text text?:Text source?:Clause assumed?:Text"},
    Shape{"RuleParameter", "What an adopted policy sets a rule to",
          "parameter:Text scheme:Text start:Instant because:Sequence[]"},
    Shape{"RuleInForce", "A rule and what adopted policies set it to",
          "id:Text text:Text source:Clause assumed?:Text parameters:RuleParameter[]"},
    Shape{"AdoptedPolicy", "A policy that was adopted", "scheme:Text start:Instant because:Sequence[] policy:Object"},
    Shape{"Considered", "A rule that was asked", "rule:Text held:Boolean detail:Text"},
    Shape{"Prospect", "What would change it next", "rule:Text at:Instant|null detail:Text"},
    Shape{"Receipt", "The proof that an event is in the log (RFC 9162 §2.1.3)",
          "sequence:Sequence leaf:Base64 size:Integer proof:Base64[] checkpoint:Text event:Base64"},
    Shape{"AppendedEvent", "An event that is in the log",
          "id:Text source:Text sequence:Sequence recordedtime:Instant leaf:Base64 receipt:Text duplicate?:Boolean"},
    Shape{"Appended", "What was appended", "appended:AppendedEvent[] size:Integer"},
    Shape{"Condition", "No event with all the tags and one of the types may lie behind it",
          "tags?:Text[] types:EventType[] after:Position"},
    Shape{"Append", "Events that are appended under a condition", "events:Event[] condition:Condition"},
    Shape{"Judgement", "What appending it would have answered", "status:Integer problem?:Problem"},
    Shape{"Judged", "A judgement for each element that was sent", "judged:Judgement[] size:Integer"},
    Shape{"PointedError", "What is wrong at one place", "pointer:Text detail:Text"},
    Shape{"Problem", "A problem (RFC 9457)",
          "type:Text title:Text status:Integer detail:Text errors?:PointedError[] rule?:Rule because?:Sequence[]"},
    // services and quality
    Shape{"OfService", "Whose list it is", "service:Id"},
    Shape{"Rating", "A rating of a service",
          "service:Id scheme:Text|null band:Band score:Decimal|null since:Instant|null until:Instant|null "
          "projected:Boolean rule:Rule because:Sequence[] at:Instant known_at:Sequence"},
    Shape{
        "RatingExplained", "A change of rating, with what it rests on",
        "before:Rating after:Rating rule:Rule because:StoredEvent[] considered:Considered[] score?:Object story:Text[] "
        "next:Prospect[]"},
    Shape{"SuspensionReason", "Why a service is suspended", "rule:Text since:Instant because:Sequence[]"},
    Shape{"Suspension", "Whether a service is suspended", "service:Id suspended:Boolean reasons:SuspensionReason[]"},
    Shape{"Feedback", "Customer feedback of a month",
          "service:Id month:Text reviews:Integer outcomes_percent:Decimal|null recommended_percent:Decimal|null "
          "rating:Decimal|null market_average:Decimal|null adjustment:Integer insufficient:Boolean"},
    Shape{"Assurance", "The statement that is owed",
          "service:Id next_due:Date|null interval_months:Integer|null overdue:Boolean last:Instant|null "
          "because:Sequence[]"},
    Shape{"Trigger", "A trigger that holds", "trigger:Text because:Sequence[] decided?:Sequence"},
    Shape{"Triggers", "Triggers of a focussed inspection", "service:Id triggers:Trigger[]"},
    Shape{"ServiceRow", "A service that fits",
          "service:Id name:Text|null provider:Id|null category:Category|null area:Id|null location:Text|null "
          "places:Integer|null needs:Text[] schemes:Text[] band:Band suspended:Boolean free:Boolean"},
    Shape{"Service", "A service",
          "service:Id name:Text|null provider:Id|null category:Category|null area:Id|null location:Text|null "
          "places:Integer|null needs:Text[] suspended:Boolean free:Boolean registration:Object closed:Object|null "
          "enrolments:Object[] specialisms:Object[] block_contracts:Object[]"},
    Shape{"ProviderService", "A service of a provider",
          "service:Id name:Text category:Category area:Id|null closed:Boolean schemes:Text[]"},
    Shape{"Lot", "A lot that is held", "area?:Id size:Text discharge:Boolean since:Instant because:Sequence[]"},
    Shape{"Provider", "A provider",
          "provider:Id name:Text|null company_number:Text|null cqc_provider:Text|null weekly_hours:Integer|null "
          "because:Sequence[] services:ProviderService[] lots:Lot[]"},
    Shape{"Sizes", "A number for each size class", "large:Integer medium:Integer small:Integer"},
    Shape{"AreaCapacity", "Lots of an area", "area:Id name:Text|null places:Sizes held:Sizes free:Sizes lots:Lot[]"},
    Shape{"Capacity", "Whose lots they are", "scheme:Text least_providers:Object|null"},
    Shape{
        "Due", "Something that is owed",
        "kind:Text owner:Text rule:Text service?:Id provider?:Id package?:Id requirement?:Id invoice?:Id trigger?:Text "
        "due:Date|null overdue:Boolean because:Sequence[]"},
    Shape{"Breach", "A breach",
          "breach:Text derived:Boolean rule:Text|null service?:Id provider?:Id kind:Text since:Instant "
          "because:Sequence[]"},
    Shape{"Decision", "What was decided of a breach", "decided:Instant upheld:Boolean remedy?:Text because:Sequence[]"},
    Shape{"Investigation", "A breach with its evidence and decisions",
          "breach:Text derived:Boolean rule:Text|null service?:Id provider?:Id kind:Text since:Instant "
          "because:Sequence[] evidence:Sequence[] decisions:Decision[] upheld:Boolean|null"},
    // buying
    Shape{"RequirementRow", "Something that was asked for",
          "requirement:Id scheme:Text|null category:Category|null area:Id|null status:Text published:Instant "
          "closes:Instant areas:Id[] citizen?:Id days_waiting:Integer invited:Integer declined:Object"},
    Shape{"Decline", "A service that will not offer", "service:Id reason:Text"},
    Shape{"Offer", "An offer",
          "offer:Id service:Id can_meet:Boolean price_pence:Pence|null received:Instant late:Boolean withdrawn:Boolean "
          "replaced:Boolean because:Sequence[]"},
    Shape{"Requirement", "Something that was asked for, with its offers",
          "requirement:Id scheme:Text|null category:Category|null area:Id|null status:Text published:Instant "
          "closes:Instant areas:Id[] citizen?:Id cancelled:Object|null award:Object|null because:Sequence[] "
          "declined:Decline[] offers:Offer[]"},
    Shape{"NotInvited", "A service that was not asked", "service:Id rule:Text detail:Text because:Sequence[]"},
    Shape{"Invitations", "Who was asked", "requirement:Id invited:Id[] not_invited:NotInvited[]"},
    Shape{"RankedOffer", "An offer in its place",
          "offer:Id service:Id rank:Integer score?:Text band:Band feedback?:Decimal price_pence:Pence|null "
          "received:Instant because:Sequence[]"},
    Shape{"ExcludedOffer", "An offer that does not count",
          "offer:Id service:Id rule:Text detail:Text because:Sequence[]"},
    Shape{"Evaluation", "How the offers rank",
          "requirement:Id ranking:RankedOffer[] excluded:ExcludedOffer[] tie:Id[] recommended:Id|null "
          "top_up_pence?:Pence"},
    Shape{"EvaluationStep", "A step of the ranking", "rule:Text offer?:Id held:Boolean detail:Text because:Sequence[]"},
    Shape{"EvaluationExplained", "The steps of the ranking",
          "requirement:Id steps:EvaluationStep[] recommended:Id|null"},
    Shape{"Outcome", "What became of an offer",
          "offer:Id requirement:Id service:Id awarded:Boolean rank:Integer|null ranked:Integer rule?:Text why?:Text "
          "band?:Band score?:Text winner_band:Band|null"},
    Shape{"Allocation", "A package in force",
          "package:Id service:Id|null provider:Id|null citizen:Id|null scheme:Text|null category:Category|null "
          "area:Id|null unit:Text|null units_per_week:Decimal|null requirement:Id|null price_pence:Pence|null "
          "placed:Boolean since:Instant because:Sequence[]"},
    Shape{"PackageFee", "What a unit of a package costs",
          "unit:Text|null standard_pence:Pence|null adjustment_bp:Integer fee_pence:Pence|null rule:Text "
          "because:Sequence[]"},
    Shape{"Package", "A package",
          "package:Id placed:Boolean requirement:Id|null offer:Id|null service:Id|null provider:Id|null "
          "citizen:Id|null scheme:Text|null category:Category|null awarded:Instant started:Instant|null "
          "ending:Object|null in_force:Boolean fee:PackageFee weekly_pence:Pence|null top_ups:Object[] "
          "funding:Object|null changes:Object[] because:Sequence[]"},
    Shape{"Release", "A release of OCDS 1.1", "ocid:Text id:Text date:Text tag:Text[]"},
    Shape{"ReleasePackage", "The package around releases of OCDS 1.1",
          "uri:Text version:Text publisher:Object publishedDate:Text"},
    // money and reports
    Shape{"Fee", "What care costs",
          "scheme:Text category:Category tier:Text service?:Id unit:Text hotel_pence:Pence care_pence:Pence "
          "standard_pence:Pence adjustment_bp:Integer fee_pence:Pence rule:Text because:Sequence[]"},
    Shape{"ExposedService", "What lies with one service",
          "service:Id provider?:Id band:Text suspended:Boolean packages:Integer weekly_pence:Pence unpriced:Integer"},
    Shape{"Exposure", "What lies with such services, and with which",
          "packages:Integer citizens:Integer weekly_pence:Pence unpriced:Integer services:ExposedService[]"},
    Shape{"Control", "What a control looks for, and what it found; each finding names its events in because",
          "control:Text rule:Text findings:Object[]"},
    Shape{"Controls", "What the controls found", "controls:Control[]"},
    Shape{"Payment", "An invoice, or what is paid without one",
          "package:Id service:Id|null provider:Id|null period:Text state:Text amount_pence:Pence|null "
          "paid_pence:Pence because:Sequence[] invoice?:Id accurate?:Boolean|null"},
    Shape{"Account", "A package in a period",
          "package:Id period:Text from:Date to:Date visits:Object[] invoices:Object[] invoice:Object|null "
          "schedule:Object|null payments:Object[] differences:Object[] invoiced_pence:Pence|null "
          "expected_pence:Pence|null difference_pence:Pence|null paid_pence:Pence accurate:Boolean|null"},
    Shape{"Period", "The period as it was taken", "from:Instant to:Instant"},
    Shape{"MeasurePeriod", "The measure, and the period as it was taken", "measure:Text from:Instant to:Instant"},
    Shape{"Measure", "A performance measure",
          "measure:Text indicator:Text value:Decimal|null not_measured?:Text unit?:Text numerator?:Integer "
          "denominator?:Integer definition?:Text source:Clause counted?:Integer events?:Integer because?:Sequence[] "
          "behind?:Text"},
    Shape{"Counted", "What a measure counts", "as:Text numerator:Integer denominator:Integer because:Sequence[]"},
    Shape{"Visit", "A visit that was missed, late or short",
          "package:Id service:Id|null provider:Id|null visit:Sequence planned_start:Instant planned_end:Instant "
          "start:Instant|null end:Instant|null carers:Integer missed:Boolean late_seconds:Integer "
          "short_seconds:Integer"},
    Shape{"VisitCounts", "How many visits there were", "planned:Integer missed:Integer late:Integer short:Integer"},
    Shape{"WhatIfQuestion", "Another policy, from when on, with the knowledge of when",
          "policy:Object from?:InstantOrDate known_at?:Knowledge"},
    Shape{"RatingDifference", "A stretch of time in which a rating would be another",
          "service:Id since:Instant until:Instant|null actual:Rating what_if:Rating"},
    Shape{"SuspensionDifference", "A stretch of time in which a suspension would be otherwise",
          "service:Id since:Instant until:Instant|null actual:Boolean what_if:Boolean"},
    Shape{"WhatIf", "What would differ",
          "scheme:Text from:Instant known_at:Sequence services:Integer covers:Text[] ratings:RatingDifference[] "
          "suspensions:SuspensionDifference[]"},
    // the server
    Shape{"Limits", "What is refused for its size",
          "event_bytes:Integer events_a_request:Integer request_bytes:Integer list_default:Integer list:Integer "
          "fields:Object"},
    Shape{"TokenRequest", "Whose token is wanted", "role:Text name?:Text provider?:Id import?:Boolean"},
    Shape{"CreatedToken", "A token", "token:Text"},
    Shape{"Times", "The two times that were asked with", "at:Instant known_at:Sequence"},
};

struct Basic {
  std::string_view name;
  std::string_view schema;
};

constexpr std::array basics{
    Basic{"Text", R"({"type":"string"})"},
    Basic{"Boolean", R"({"type":"boolean"})"},
    Basic{"Integer", R"({"type":"integer"})"},
    Basic{"Object", R"({"type":"object"})"},
    Basic{"Id", R"({"type":"string","minLength":1,"description":"an id, as its event names it"})"},
    Basic{"Pence", R"({"type":"integer","description":"money in pence"})"},
    Basic{"Decimal", R"({"type":"string","pattern":"^-?[0-9]+(\\.[0-9]+)?$","description":"a decimal number"})"},
    Basic{"Base64", R"({"type":"string","contentEncoding":"base64"})"},
    Basic{"Date", R"({"type":"string","format":"date"})"},
    Basic{"Instant", R"({"type":"string","format":"date-time","description":"RFC 3339; in answers in UTC"})"},
    Basic{"InstantOrDate", R"({"anyOf":[{"type":"string","format":"date-time"},{"type":"string","format":"date"}]})"},
    Basic{"Sequence", R"({"type":"string","pattern":"^(0|[1-9][0-9]*)$","description":"a place in the log, from 1"})"},
    Basic{"Position", R"({"anyOf":[{"type":"integer","minimum":0},{"$ref":"#/components/schemas/Sequence"}]})"},
    Basic{"Knowledge", R"({"anyOf":[{"$ref":"#/components/schemas/Sequence"},)"
                       R"({"$ref":"#/components/schemas/InstantOrDate"}]})"},
    Basic{"Events", R"({"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/Event"}})"},
    Basic{"Trials", R"({"type":"array","minItems":1,"items":{"anyOf":[{"$ref":"#/components/schemas/Event"},)"
                    R"({"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/Event"}}]}})"},
};

struct Member {
  std::string_view name, type;
  bool may_be_absent = false, may_be_null = false, is_list = false;
};

Member member_of(std::string_view text) {
  const auto colon = text.find(':');
  Member member{.name = text.substr(0, colon), .type = text.substr(colon + 1)};
  const auto taken = [](std::string_view& from, std::string_view end) {
    if (!from.ends_with(end)) return false;
    from.remove_suffix(end.size());
    return true;
  };
  member.may_be_absent = taken(member.name, "?");
  member.may_be_null = taken(member.type, "|null");
  member.is_list = taken(member.type, "[]");
  return member;
}

void write_member(Writer& out, const Member& member) {
  out.name(member.name);
  if (member.may_be_null) out.begin_object().name("anyOf").begin_array();
  if (member.is_list) out.begin_object().member("type", "array").name("items");
  write_reference(out, member.type);
  if (member.is_list) out.end_object();
  if (member.may_be_null) out.begin_object().member("type", "null").end_object().end_array().end_object();
}

void write_shape(Writer& out, const Shape& shape) {
  out.name(shape.name).begin_object().member("description", shape.meaning).member("type", "object");
  const auto members = split(shape.members);
  out.name("properties").begin_object();
  for (const auto text : members) write_member(out, member_of(text));
  out.end_object().name("required").begin_array();
  for (const auto text : members) {
    if (const auto member = member_of(text); !member.may_be_absent) out.string(member.name);
  }
  out.end_array().end_object();
}

}  // namespace

std::span<const Shape> shapes() {
  return listed;
}

void write_reference(Writer& out, std::string_view name) {
  out.begin_object().member("$ref", "#/components/schemas/" + std::string(name)).end_object();
}

void write_shapes(Writer& out) {
  for (const auto& basic : basics) out.name(basic.name).raw(basic.schema);
  for (const auto& shape : listed) write_shape(out, shape);
}

}  // namespace careledger::api::openapi
