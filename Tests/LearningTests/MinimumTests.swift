import Testing

@testable import Learning

@Suite struct MinimumTests {
    @Test func aValleyThatBendsIsFollowedToItsLowestPlace() throws {
        // Rosenbrock's: least at (1, 1).
        let found = try #require(
            Minimum.find(from: [-1.2, 1], unless: { false }) { place, slopes in
                let (x, y) = (place[0], place[1])
                slopes = [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
                return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
            })
        #expect(abs(found[0] - 1) < 1e-3 && abs(found[1] - 1) < 1e-3)
    }

    @Test func aSearchThatNobodyWantsFindsNothing() {
        #expect(
            Minimum.find(from: [1], unless: { true }) { place, slopes in
                slopes = [2 * place[0]]; return place[0] * place[0]
            } == nil)
    }
}
