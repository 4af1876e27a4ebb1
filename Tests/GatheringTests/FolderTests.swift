import TestSupport
import Testing

@testable import Gathering

@Suite struct FolderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func filesComeInTheOrderOfNamesAndAreCalledByTheirPath() throws {
        for name in ["b.txt", "a/z.txt", "a/y/x.txt", "B.txt", "c.TXT"] { try folder.write(name, name) }
        try folder.write("a.jsonl", "{\"text\": \"1\"}\n")
        #expect(
            folder.gathered(folder.path) == [
                "B = B.txt", "a/y/x = a/y/x.txt", "a/z = a/z.txt", "a:1 = 1", "b = b.txt", "c = c.TXT",
            ])
        #expect(folder.gathered(folder.path + "/").count == 6)
    }

    @Test func hiddenAndOtherFilesArePassedOver() throws {
        for name in [".hidden.txt", ".git/a.txt", "b.css", "c.md", "d"] { try folder.write(name, "no") }
        try folder.write("a.txt", "yes")
        #expect(folder.gathered(folder.path) == ["a = yes", "note: : passed over 3 files of other kinds (.css, .md)"])
    }

    @Test func aFolderWithNothingToReadSaysHowManyFilesItPassedOver() throws {
        try folder.write("b.css", "no")
        try folder.write("c/d", "no")
        #expect(
            folder.gathered(folder.path) == [
                "failure: : the folder holds nothing that is read (2 files passed over (.css)); "
                    + "name the files one by one if they are plain text"
            ])
    }

    @Test func linksInACircleEnd() throws {
        try folder.write("a/b/c.txt", "yes")
        try folder.link("a/b/up", to: "../..")
        try folder.link("self", to: ".")
        try folder.link("gone", to: "nowhere")
        #expect(folder.gathered(folder.path) == ["a/b/c = yes"])
    }

    @Test func aLinkThatLeadsNowhereIsNamedIfItWouldBeRead() throws {
        try folder.link("a.txt", to: "nowhere.txt")
        #expect(folder.gathered(folder.path) == ["failure: /a.txt: there is no such file or folder; check the name"])
    }

    @Test func fileNamesThatLookLikeNothingElseAreStillRead() throws {
        for name in ["-.txt", " .txt", "é中.txt", "a:b.txt"] { try folder.write(name, "x") }
        #expect(folder.gathered(folder.path) == ["  = x", "- = x", "a:b = x", "é中 = x"])
    }
}
