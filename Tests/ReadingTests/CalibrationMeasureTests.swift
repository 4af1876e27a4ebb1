import Testing

@testable import Reading

@Suite("MeasureOfCalibration") struct CalibrationMeasureTests {
    /// Ten statements. In 0.9-1.0 five, on average 0.94, of which four are right: |0.8 - 0.94| = 0.14. In 0.6-0.7 three, on average
    /// 0.64, two right: |2/3 - 0.64| = 0.0267. In 0.2-0.3 two, on average 0.25, one right: |0.5 - 0.25| = 0.25.
    /// (5 * 0.14 + 3 * 0.0267 + 2 * 0.25) / 10 = (0.7 + 0.08 + 0.5) / 10 = 0.128.
    private var example: CalibrationMeasure {
        var measure = CalibrationMeasure()
        for (confidence, isRight) in [
            (0.9, true), (0.92, true), (0.92, false), (0.96, true), (1.0, true), (0.6, true), (0.63, false), (0.69, true),
            (0.2, true), (0.3.nextDown, false),
        ] { measure.add(confidence: confidence, isRight: isRight) }
        return measure
    }

    @Test func theWrittenExampleGivesWhatTheHandComputes() {
        #expect(
            example.table == """
                confidence  statements   mean  right
                0.0-0.1              0      -      -
                0.1-0.2              0      -      -
                0.2-0.3              2  0.250  0.500
                0.3-0.4              0      -      -
                0.4-0.5              0      -      -
                0.5-0.6              0      -      -
                0.6-0.7              3  0.640  0.667
                0.7-0.8              0      -      -
                0.8-0.9              0      -      -
                0.9-1.0              5  0.940  0.800
                expected calibration error 0.128

                """)
        #expect(example.json.hasPrefix("{\"error\": 0.128, \"bins\": [{\"count\": 0, \"mean\": null, \"right\": null}, "))
        #expect(example.json.hasSuffix(", {\"count\": 5, \"mean\": 0.94, \"right\": 0.8}]}"))
    }

    @Test func ofNothingThereIsNoError() {
        #expect(CalibrationMeasure().error == nil)
        #expect(CalibrationMeasure().table.hasSuffix("\nexpected calibration error -\n"))
    }

    @Test func whatIsNoConfidenceCountsAsTheNearerEnd() {
        var measure = CalibrationMeasure()
        for confidence in [-1, 7, .nan, .infinity] { measure.add(confidence: confidence, isRight: true) }
        #expect(measure.bins[0].count == 2 && measure.bins[9].count == 2 && measure.error == 0.5)
    }

    @Test func aCalibrationStandsBehindTheOtherFigures() {
        let json = Measure().json(with: example)
        #expect(json.hasPrefix("{\"cue\": {") && json.hasSuffix(", \"calibration\": \(example.json)}"))
    }
}
