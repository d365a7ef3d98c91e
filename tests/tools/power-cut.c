/*
 * power-cut DIR: shut the file system of DIR down as it is, without writing
 * out what the kernel still holds: what is on the disk now is all that a
 * power cut would leave.  Only for file systems made for the purpose.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>

#define EXT4_IOC_SHUTDOWN _IOR('X', 125, uint32_t)
#define NO_LOG_FLUSH 2

int
main(int argc, char **argv)
{
	uint32_t how = NO_LOG_FLUSH;
	int fd;

	if (argc != 2) {
		fprintf(stderr, "usage: power-cut DIR\n");
		return 2;
	}
	fd = open(argv[1], O_RDONLY | O_DIRECTORY);
	if (fd < 0 || ioctl(fd, EXT4_IOC_SHUTDOWN, &how) != 0) {
		perror("power-cut");
		return 1;
	}
	return 0;
}
