import Foundation
import Neural
import Record

/// Which pairs of statements are compared, and what is seen of a pair besides what the contents say.
enum PairView {
    /// How many numbers are seen of a pair.
    static let width = 6
    /// A statement is compared with so many behind it, so that the cost grows with the text and not with its square.
    static let reach = 30

    /// Pairs of places in `told`, the earlier first; without those of which one holds the other.
    static func pairs(of scene: MeaningScene) -> [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        for a in scene.told.indices {
            for b in a + 1..<max(a + 1, min(scene.told.count, a + 1 + reach)) {
                if !holds(scene.told[a], scene.told[b]), !holds(scene.told[b], scene.told[a]) { pairs.append((a, b)) }
            }
        }
        return pairs
    }

    /// [statements, Encoder.hidden]: the contents of statements.
    static func contents(_ seen: MeaningStates, count: Int) -> [Float] {
        let width = 3 * Encoder.hidden + MeaningStates.statementWidth
        var contents: [Float] = []
        for statement in 0..<count {
            let from = statement * width + 2 * Encoder.hidden
            contents += seen.statements[from..<from + Encoder.hidden]
        }
        return contents
    }

    /// [PairView.width].
    static func numbers(_ a: Int, _ b: Int, _ scene: MeaningScene, _ contents: [Float]) -> [Float] {
        func flag(_ holds: Bool) -> Float { holds ? 1 : 0 }
        let (x, y) = (scene.told[a], scene.told[b])
        let width = Encoder.hidden
        var (both, own, other): (Float, Float, Float) = (0, 0, 0)
        for j in 0..<width {
            let (p, q) = (contents[a * width + j], contents[b * width + j])
            both += p * q
            own += p * p
            other += q * q
        }
        let known = x.speaker != nil && y.speaker != nil
        let likeness = own > 0 && other > 0 ? both / (own * other).squareRoot() : 0
        return [
            likeness, flag(known && x.speaker == y.speaker),
            flag(known && x.speaker != y.speaker), Float(b - a) / Float(reach), flag(b == a + 1), flag(x.parent != y.parent),
        ]
    }

    private static func holds(_ outer: MeaningScene.Told, _ inner: MeaningScene.Told) -> Bool { inner.parent == outer.id }
}
