import Foundation
import Record
import Testing

struct MomentTests {
    @Test func aMomentIsWrittenInUniversalTime() {
        #expect(Moment(0).text == "1970-01-01 00:00 UTC" && Moment(-1).text == "1969-12-31 23:59 UTC")
        #expect(Moment(1_764_045_059).text == "2025-11-25 04:30 UTC")
        #expect(Moment(-60).machine == "1969-12-31T23:59Z")
    }

    @Test(arguments: [0, 1_764_045_059, 1_782_000_000])
    func aMomentIsWrittenAsTheClockOfThisMachineShowsIt(seconds: Int) {
        let zone = TimeZone.current.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        #expect(Moment(seconds).local + " UTC" == Moment(seconds + zone).text)
    }

    @Test func anyNumberOfSecondsIsAMoment() {
        #expect(Moment(.max).local.hasPrefix("9999-12-31 ") && Moment(.min).local.hasPrefix("0001-01-01 "))
        #expect(Moment(.max).text.hasPrefix("9999-12-31 ") && Moment(.min).machine.hasPrefix("0001-01-01T"))
    }
}
