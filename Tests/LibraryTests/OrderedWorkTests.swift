import Dispatch
import Synchronization
import Testing

@testable import Library

private struct Stop: Error {}

@Suite struct OrderedWorkTests {
    @Test(arguments: [1, 2, 3, 16])
    func resultsComeInTheOrderOfTheJobs(threads: Int) {
        let delivered = Mutex<[Int]>([])
        let work = OrderedWork<Int, Int>(
            threads: threads, costLimit: 1_000, countLimit: 50,
            work: { job in (0..<(job * 7919 % 500)).reduce(job) { sum, _ in sum } },
            deliver: { result in delivered.withLock { $0.append(result) } })
        for job in 0..<400 { #expect(work.submit(job, cost: job % 13)) }
        work.close()
        guard case .done = work.outcome() else { return #expect(Bool(false)) }
        #expect(delivered.withLock { $0 } == Array(0..<400))
    }

    @Test func aSlowJobHoldsUpNoMoreThanTheAllowance() {
        let release = DispatchSemaphore(value: 0)
        let started = Atomic(0)
        let submitted = Atomic(0)
        let work = OrderedWork<Int, Int>(
            threads: 4, costLimit: 1_000, countLimit: 8,
            work: { job in
                started.add(1, ordering: .relaxed)
                if job == 0 { release.wait() }
                return job
            }, deliver: { _ in })
        let all = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            for job in 0..<100 where work.submit(job, cost: 1) { submitted.add(1, ordering: .relaxed) }
            work.close()
            all.signal()
        }
        while started.load(ordering: .relaxed) < 8 {}
        #expect(submitted.load(ordering: .relaxed) <= 8)
        release.signal()
        all.wait()
        guard case .done = work.outcome() else { return #expect(Bool(false)) }
        #expect(submitted.load(ordering: .relaxed) == 100)
    }

    @Test func aJobDearerThanTheAllowanceIsLetInAlone() {
        let work = OrderedWork<Int, Int>(threads: 2, costLimit: 10, countLimit: 8, work: { $0 }, deliver: { _ in })
        for _ in 0..<5 { #expect(work.submit(1, cost: 1_000)) }
        work.close()
        guard case .done = work.outcome() else { return #expect(Bool(false)) }
    }

    @Test func afterAFailedDeliveryNothingIsDelivered() {
        let delivered = Atomic(0)
        let work = OrderedWork<Int, Int>(
            threads: 3, costLimit: 1_000, countLimit: 4, work: { $0 },
            deliver: { result in
                if result == 5 { throw Stop() }
                delivered.add(1, ordering: .relaxed)
            })
        for job in 0..<1_000 where !work.submit(job, cost: 1) { break }
        work.close()
        guard case .stopped(let error) = work.outcome(), error is Stop else { return #expect(Bool(false)) }
        #expect(delivered.load(ordering: .relaxed) == 5)
    }

    @Test func nothingAtAllIsDoneAtOnce() {
        let work = OrderedWork<Int, Int>(threads: 2, costLimit: 1, countLimit: 1, work: { $0 }, deliver: { _ in })
        work.close()
        guard case .done = work.outcome() else { return #expect(Bool(false)) }
    }
}
