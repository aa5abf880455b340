"""The part of random histories in which care is asked for, offered and bought."""
from datetime import date

import clock

DAY = 86_400_000_000
NEEDS = ["dementia", "autism"]
BEGINNINGS = {"2012": "2013-01-01", "2018": "2018-04-02", "2019": "2019-04-02", "2025": "2025-08-02"}


class Trade:
    """Of a Generator."""

    def _market(self):
        """Services that may offer, most often; and the scheme that everything is asked for under."""
        self.citizens = ["c1", "c2"]
        self.scheme = self.rng.choice(["2012", "2012", "2018", "2018", "2019", "2025"])
        self.category = {"2012": self.rng.choice(["home_support", "residential"]), "2019": "home_support",
                         "2018": self.rng.choice(["residential", "supported_living", "nursing", "home_support"]),
                         "2025": "day_opportunities"}[self.scheme]
        if self.scheme == "2018" and self.category == "supported_living":
            self.category = "residential"
        self.now = clock.day_begins(date.fromisoformat(BEGINNINGS[self.scheme])) + self.rng.randrange(100) * DAY
        self.walks, self.stride, self.dues = True, self.rng.choice([1, 3]), []
        self.areas = self.rng.choice(["1", "12", "123"])
        self.sellers = [f"s{number}" for number in range(1, self.rng.choice([4, 5, 6]))]
        self.services = self.sellers
        for provider in self.providers:
            self._add("provider.registered", self.now, provider=provider, name=provider,
                      weekly_hours=self.rng.choice([None, 1000, 2001, 2001, 2001]))
            for area in self.areas if self.category == "home_support" and self.scheme != "2012" else []:
                self._lot(self.scheme, area, self.now, provider)
        for service in self.sellers:
            self._seller(service)
        if self.scheme != "2012" and self.rng.random() < 0.7:
            for time in (self.now, self.now + self.rng.choice([10, 30]) * DAY):
                self._add("fee-schedule.set", time, scheme=self.scheme, category=self.category, unit="week",
                          hotel_pence=self.rng.choice([0, 30000]), care_pence=self.rng.choice([20000, 33335]),
                          basis=[{"principle": "affordability", "evidence": "x"}])

    def _seller(self, service):
        time = self.now
        self._add("service.registered", time, service=service, provider=self.rng.choice(self.providers), name="A service",
                  category=self.category, area=self._maybe(self.rng.choice(self.areas), 0.8),
                  location=self._maybe("out_of_city", 0.15), needs=self._maybe([self.rng.choice(NEEDS)], 0.4))
        if self.scheme == "2012":
            for component in ("questionnaire", "cqc"):
                self._add("quality-component.scored", time, service=service, component=component,
                          score=self.rng.choice([60, 70, 70, 80]))
        self._add("inspection.published", time, service=service, kind="full",
                  inspector=self.rng.choice(["council", "council", "cqc"]), outcome="not_rated")
        inspection = self.events[-1]["data"]
        inspection["outcome"] = self.rng.choice({"council": ["gold", "gold", "silver", "silver", "bronze"],
                                                 "cqc": ["outstanding", "good", "requires_improvement"]}
                                                [inspection["inspector"]])
        self._applied(service, self.scheme, time, wholly=True)
        self._add("enrolment.accepted", time, service=service, scheme=self.scheme,
                  areas=self.rng.choice([list(self.areas), list(self.areas[:1])]) if self.category == "home_support"
                  else self._maybe(["1"], 0.2))

    def _fresh(self, kind):
        known = self.ids.setdefault(kind, [])
        known.append(f"{kind}{len(known) + 1}")
        return known[-1]

    def _open(self, kinds=("requirement.published",)):
        found = [event for event in self.events if event["type"] in kinds]
        return self.rng.choice(found[-2:]) if found else None

    def _asked_for(self):
        time = self._time()
        closes = time + self.rng.choice([1, 2, 5]) * DAY
        self.dues.append(closes)
        discharge = self._maybe(True, 0.2)
        self._add("requirement.published", time, requirement=self._fresh("r"), scheme=self.scheme, category=self.category,
                  area=self._maybe(self.rng.choice(self.areas), 0.9), citizen=self.rng.choice(self.citizens), unit="week",
                  units_per_week="1", closes=clock.text(closes), need=self._maybe(self.rng.choice(NEEDS), 0.2),
                  specialist=self._maybe(True, 0.2), discharge=discharge)
        for service in self.rng.sample(self.sellers, self.rng.randint(1, len(self.sellers))):
            self._offered(service, self.events[-1] if self.events[-1]["type"] == "requirement.published" else None)

    def _offered(self, service=None, asked=None):
        asked = asked or self._open()
        if asked:
            begin, end = clock.instant(asked["time"]), clock.instant(asked["data"]["closes"])
            time = begin + self.rng.randrange(max(1, end - begin))
            if self.rng.random() < 0.4:
                time = self.rng.choice([begin, end, end, end + 1])
            self._add("offer.submitted", time, offer=self._fresh("o"), requirement=asked["data"]["requirement"],
                      service=service or self.rng.choice(self.sellers), can_meet=self.rng.random() < 0.96,
                      price_pence=self._maybe(self.rng.choice([40000, 45000, 50000, 33333]), 0.95))

    def _of_offer(self):
        offer = self._open(["offer.submitted"])
        return offer and offer["data"]["offer"]

    def _withdrawn(self):
        if offer := self._of_offer():
            self._add("offer.withdrawn", self._time(), offer=offer)

    def _outcomes(self):
        if offer := self._of_offer():
            self._add("offer.scored", self._time(), offer=offer, outcomes_score=self.rng.choice([0, 50, 75, 100]))

    def _widened(self):
        if asked := self._open():
            time = self._time()
            self._add("requirement.widened", time, requirement=asked["data"]["requirement"],
                      areas=[self.rng.choice("123")], closes=self._maybe(clock.text(time + 3 * DAY)))

    def _cancelled(self):
        if asked := self._open():
            self._add("requirement.cancelled", self._time(), requirement=asked["data"]["requirement"], reason="withdrawn")

    def _chosen(self):
        offer = self._open(["offer.submitted"])
        if offer:
            self._add("choice.made", self._time(), requirement=offer["data"]["requirement"], offer=offer["data"]["offer"])
            if self.rng.random() < 0.2:
                self.events[-1]["data"]["offer"] = None

    def _awarded(self):
        asked = self._open()
        offers = [event for event in self.events if event["type"] == "offer.submitted" and asked and
                  event["data"]["requirement"] == asked["data"]["requirement"]]
        time = max(self._time(), clock.instant(asked["data"]["closes"]) + self.rng.choice([0, 1, 1, DAY])) if asked else 0
        for offer in self.rng.sample(offers, min(len(offers), self.rng.choice([1, 2, 5]))):
            self._add("award.made", time, requirement=asked["data"]["requirement"], offer=offer["data"]["offer"],
                      package=self._fresh("k"), departure=self._maybe("x", 0.2),
                      price_pence=self._maybe(30000, 0.3) if self.scheme != "2012" else None)

    def _of_package(self):
        package = self._open(["award.made", "placement.made"])
        return package and package["data"]["package"]

    def _placed(self):
        self._add("placement.made", self._time(), package=self._fresh("k"), service=self.rng.choice(self.sellers),
                  category=self.category, citizen=self.rng.choice(self.citizens), unit="week", units_per_week="1",
                  price_pence=50000, reason="x")

    def _package_ended(self):
        if package := self._of_package():
            self._add("package.ended", self._time(), package=package,
                      by=self.rng.choice(["provider", "council", "citizen"]))

    def _handed_back(self):
        if package := self._of_package():
            self._add("package.handed-back", self._time(), package=package, forced=self._maybe(self.rng.random() < 0.5))

    def _payment(self):
        self._add(self.rng.choice(["direct-payment.started", "direct-payment.ended"]), self._time(),
                  citizen=self.rng.choice(self.citizens), category=self._maybe(self.category))
        if self.events[-1]["type"] == "direct-payment.started" and self.rng.random() < 0.3:
            self.events[-1]["data"]["part"] = True

    def _block(self):
        self._add("block-contract.held", self._time(), service=self.rng.choice(self.sellers), category=self.category,
                  places=self.rng.choice([0, 1, 2]))

    def _block_ended(self):
        self._add("block-contract.ended", self._time(), service=self.rng.choice(self.sellers), category=self.category)

    def _specialism(self):
        self._add("specialism.approved", self._time(), service=self.rng.choice(self.sellers), need=self.rng.choice(NEEDS),
                  evidence="x")

    def _specialism_ended(self):
        self._add("specialism.ended", self._time(), service=self.rng.choice(self.sellers), need=self.rng.choice(NEEDS))
