/// Where a smooth function of many numbers is least, by L-BFGS (Liu and Nocedal, Mathematical Programming 45, 1989) with steps that are halved until they
/// gain enough. The same function and start give the same place.
enum Minimum {
    /// How many earlier steps the curvature is told by.
    private static let memory = 8
    private static let steps = 200
    /// It is found where a step gains a smaller share of the value than this.
    private static let gain = 1e-6

    /// - Parameters:
    ///   - start: where the search begins.
    ///   - isCancelled: asked before each step.
    ///   - function: its value at a place and, in the second argument, which comes as zeros, its slopes.
    /// - Returns: nil where the search was given up.
    static func find(
        from start: [Double], unless isCancelled: () -> Bool, _ function: (_ place: [Double], _ slopes: inout [Double]) -> Double
    ) -> [Double]? {
        var place = start
        var slopes = [Double](repeating: 0, count: start.count)
        var value = function(place, &slopes)
        var history: [(step: [Double], turn: [Double], weight: Double)] = []
        for _ in 0..<steps where slopes.contains(where: { $0 != 0 }) {
            if isCancelled() { return nil }
            let direction = descent(slopes, history)
            let slope = product(direction, slopes)
            guard slope < 0 else { break }
            var length = history.isEmpty ? 1 / max(1, product(slopes, slopes).squareRoot()) : 1
            var (next, turned, reached) = (place, slopes, value)
            repeat {
                next = zip(place, direction).map { $0 + length * $1 }
                turned = [Double](repeating: 0, count: place.count)
                reached = function(next, &turned)
                length /= 2
            } while !(reached <= value + 1e-4 * 2 * length * slope) && length > 1e-12
            guard reached < value else { break }
            let (step, turn) = (zip(next, place).map { $0 - $1 }, zip(turned, slopes).map { $0 - $1 })
            let curvature = product(step, turn)
            if curvature > 1e-12 {
                history.append((step, turn, 1 / curvature))
                if history.count > memory { history.removeFirst() }
            }
            let isFound = value - reached < gain * abs(value)
            (place, slopes, value) = (next, turned, reached)
            if isFound { break }
        }
        return place
    }

    /// The same of a loss and of how far the place lies from the start: half the sum of the squares of its distances, each times its hold. So much is a
    /// Gaussian prior around the start, whose variances are the inverse of the holds.
    ///
    /// - Parameter loss: the loss at a place, and its slopes.
    static func find(
        from start: [Double], holding holds: [Double], unless isCancelled: () -> Bool,
        _ loss: (_ place: [Double]) -> (value: Double, slopes: [Double])
    ) -> [Double]? {
        find(from: start, unless: isCancelled) { place, slopes in
            var (value, turned) = loss(place)
            for i in place.indices {
                let away = place[i] - start[i]
                value += holds[i] * away * away / 2
                turned[i] += holds[i] * away
            }
            slopes = turned
            return value
        }
    }

    /// Where it goes down, as far as the last steps tell how it bends.
    private static func descent(_ slopes: [Double], _ history: [(step: [Double], turn: [Double], weight: Double)]) -> [Double] {
        var direction = slopes.map { -$0 }
        var shares: [Double] = []
        for past in history.reversed() {
            let share = past.weight * product(past.step, direction)
            shares.append(share)
            for i in direction.indices { direction[i] -= share * past.turn[i] }
        }
        if let last = history.last {
            let scale = 1 / (last.weight * product(last.turn, last.turn))
            for i in direction.indices { direction[i] *= scale }
        }
        for (past, share) in zip(history, shares.reversed()) {
            let other = past.weight * product(past.turn, direction)
            for i in direction.indices { direction[i] += (share - other) * past.step[i] }
        }
        return direction
    }

    private static func product(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for i in a.indices { sum += a[i] * b[i] }
        return sum
    }
}
