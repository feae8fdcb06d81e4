import AzureWire
import BatchService
import Testing

@Suite("When a schedule makes jobs")
struct SchedulePlanTests {
  /// Seconds after an arbitrary moment.
  private static func at(_ seconds: Double) -> Timestamp {
    Timestamp(secondsSince1970: 1_772_366_400).advanced(bySeconds: seconds)
  }

  private func plan(
    every interval: Double? = nil, window: Double? = nil, from: Double? = nil, to end: Double? = nil
  ) -> SchedulePlan {
    let schedule = Schedule(
      doNotRunUntil: from.map(Self.at), doNotRunAfter: end.map(Self.at), startWindow: window.map { .seconds($0) },
      recurrenceInterval: interval.map { .seconds($0) })
    return SchedulePlan(schedule, created: Self.at(0))
  }

  @Test("without recurrence there is one job, and the schedule ends with it")
  func once() {
    var plan = plan()
    #expect(plan.step(hasActiveJob: false, now: Self.at(0)) == .make(due: Self.at(0)))
    #expect(plan.nextRun == nil)
    #expect(plan.step(hasActiveJob: true, now: Self.at(1)) == .wait(until: nil))
    #expect(plan.step(hasActiveJob: false, now: Self.at(2)) == .complete)
  }

  @Test("a job is due at each interval from the first on")
  func recurs() {
    var plan = plan(every: 600)
    for run in [0.0, 600, 1200] {
      #expect(plan.step(hasActiveJob: false, now: Self.at(run)) == .make(due: Self.at(run)))
      #expect(plan.step(hasActiveJob: false, now: Self.at(run + 1)) == .wait(until: Self.at(run + 600)))
    }
  }

  @Test("nothing is made before doNotRunUntil")
  func notBefore() {
    var plan = plan(every: 600, from: 1000)
    #expect(plan.step(hasActiveJob: false, now: Self.at(0)) == .wait(until: Self.at(1000)))
    #expect(plan.step(hasActiveJob: false, now: Self.at(1000)) == .make(due: Self.at(1000)))
    #expect(plan.nextRun == Self.at(1600))
  }

  @Test("after doNotRunAfter a schedule ends, once its job has")
  func notAfter() {
    var plan = plan(every: 600, to: 700)
    #expect(plan.step(hasActiveJob: false, now: Self.at(0)) == .make(due: Self.at(0)))
    #expect(plan.step(hasActiveJob: false, now: Self.at(600)) == .make(due: Self.at(600)))
    #expect(plan.step(hasActiveJob: true, now: Self.at(650)) == .wait(until: Self.at(700)))
    #expect(plan.step(hasActiveJob: true, now: Self.at(701)) == .wait(until: nil))
    #expect(plan.step(hasActiveJob: false, now: Self.at(900)) == .complete)
  }

  @Test("a job that is due waits for the active one, and is made when that ends")
  func oneAtATime() {
    var plan = plan(every: 600)
    _ = plan.step(hasActiveJob: false, now: Self.at(0))
    #expect(plan.step(hasActiveJob: true, now: Self.at(600)) == .wait(until: Self.at(1200)))
    #expect(plan.step(hasActiveJob: false, now: Self.at(900)) == .make(due: Self.at(600)))
    #expect(plan.nextRun == Self.at(1200))
  }

  @Test("a job whose window has passed is given up until the next interval")
  func window() {
    var plan = plan(every: 600, window: 60)
    _ = plan.step(hasActiveJob: false, now: Self.at(0))
    let step = plan.step(hasActiveJob: true, now: Self.at(610))
    guard case .wait(let until?) = step else {
      Issue.record("\(step)")
      return
    }
    #expect(until > Self.at(660) && until < Self.at(661))
    #expect(plan.step(hasActiveJob: false, now: Self.at(670)) == .wait(until: Self.at(1200)))
    #expect(plan.nextRun == Self.at(1200))
  }

  @Test("jobs missed in a long absence are not made up for: the latest is made")
  func absence() {
    var plan = plan(every: 600)
    _ = plan.step(hasActiveJob: false, now: Self.at(0))
    #expect(plan.step(hasActiveJob: false, now: Self.at(6100)) == .make(due: Self.at(6000)))
    #expect(plan.nextRun == Self.at(6600))
  }

  @Test("a single job whose window has passed is never made")
  func onceTooLate() {
    var plan = plan(window: 60, from: 100)
    #expect(plan.step(hasActiveJob: false, now: Self.at(50)) == .wait(until: Self.at(100)))
    #expect(plan.step(hasActiveJob: false, now: Self.at(161)) == .complete)
  }

  @Test("a changed interval counts from the last job")
  func changed() {
    let faster = SchedulePlan(
      Schedule(recurrenceInterval: .seconds(300)), lastRun: Self.at(600), now: Self.at(700))
    #expect(faster.nextRun == Self.at(900))
    let single = SchedulePlan(Schedule(), lastRun: Self.at(600), now: Self.at(700))
    #expect(single.nextRun == nil)
    let later = SchedulePlan(
      Schedule(doNotRunUntil: Self.at(5000), recurrenceInterval: .seconds(300)), lastRun: Self.at(600),
      now: Self.at(700))
    #expect(later.nextRun == Self.at(5000))
    let fresh = SchedulePlan(Schedule(recurrenceInterval: .seconds(300)), lastRun: nil, now: Self.at(700))
    #expect(fresh.nextRun == Self.at(700))
  }

  @Test("a year of minutes makes no job twice and never two at a time")
  func long() {
    var plan = plan(every: 60, window: 120)
    var chance = SplitMix(state: 7)
    var now = 0.0
    var last = -1.0
    var activeUntil = -1.0
    for _ in 0..<20_000 {
      now += Double(Int.random(in: 0..<150, using: &chance))
      guard case .make(let due) = plan.step(hasActiveJob: now < activeUntil, now: Self.at(now)) else { continue }
      let second = due.secondsSince1970 - Self.at(0).secondsSince1970
      #expect(second > last && second <= now && now - second < 120 && now >= activeUntil)
      last = second
      activeUntil = now + Double(Int.random(in: 0..<300, using: &chance))
    }
    #expect(last > 0)
  }
}
