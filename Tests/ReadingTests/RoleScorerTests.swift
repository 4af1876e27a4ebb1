import Testing

@testable import Reading

/// The values are those of `bucket` and `pair_features` in `Training/data.py`, which the model was trained with.
@Suite struct RoleScorerTests {
    @Test(
        arguments: [
            (-500, 0), (-101, 0), (-100, 1), (-61, 1), (-60, 2), (-36, 2), (-23, 3), (-15, 4), (-10, 5), (-9, 6), (-7, 6),
            (-6, 7),
            (-5, 7), (-4, 8), (-3, 9), (-2, 10), (-1, 11), (0, 12), (1, 13), (2, 14), (3, 15), (4, 16), (5, 17), (6, 17), (7, 18),
            (9, 18), (10, 19), (14, 19), (15, 20), (22, 20), (23, 21), (35, 21), (36, 22), (60, 22), (61, 23), (100, 23),
            (101, 24),
            (500, 24),
        ])
    func distancesFallIntoTheBucketsOfTheTraining(distance: Int, bucket: Int) {
        let cue = 600..<603
        let word = distance < 0 ? cue.lowerBound + distance : distance > 0 ? cue.upperBound - 1 + distance : cue.lowerBound + 1
        #expect(RoleScorer.distanceBucket(of: word, from: cue) == bucket)
    }

    @Test func everyWordOfTheCueIsAtNoDistance() {
        for word in 5..<9 { #expect(RoleScorer.distanceBucket(of: word, from: 5..<9) == 12) }
        #expect(RoleScorer.distanceBucket(of: 4, from: 5..<9) == 11 && RoleScorer.distanceBucket(of: 9, from: 5..<9) == 13)
    }

    @Test(arguments: [(0, 0, 0), (3, 0, 1), (0, 3, 2), (3, 3, 3), (3, 4, 4), (4, 3, 4)] as [(Int32, Int32, Int)])
    func quotationsRelateAsInTheTraining(word: Int32, cue: Int32, relation: Int) {
        #expect(RoleScorer.quotationRelation(word, cue: cue) == relation)
    }
}
