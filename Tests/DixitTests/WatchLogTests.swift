import Testing

@testable import dixit

struct WatchLogTests {
    @Test(arguments: [
        (25.0, "25 s"), (89, "89 s"), (90, "2 min"), (1800, "30 min"), (7200, "2 h"), (86_400, "24 h"), (604_800, "7 days"),
    ])
    func aDurationIsToldInOneUnit(seconds: Double, words: String) { #expect(WatchLog.duration(seconds) == words) }
}
